// Layouts that are known: what a file must hold to be one, and what its columns then mean. Adding one is adding a record.
// A file that is none of these keeps the guess by names (mapping.ts).
// Sources: CMS NanoAOD documentation; Delphes' classes/DelphesClasses.h; ATLAS DAOD_PHYSLITE; JetClass (Qu, Li, Qian 2022);
// JetNet (Kansal et al. 2021); LHC Olympics 2020 R&D set; top tagging reference set (Kasieczka et al. 2019);
// MOD / EnergyFlow CMS 2011A (Komiske et al. 2019).

import type { Mapping, Role } from './types.ts';

export interface Preset {
  readonly name: string;
  /** Names of fields: for each pattern there must be one. */
  readonly needs: readonly RegExp[];
  readonly energyUnit: Mapping['energyUnit'];
  /** By the last word of a column's name in lower case; other columns keep the guess. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Only particles whose column has this value. */
  readonly where?: readonly Selection[];
  /** What a reader of the figure must know besides. */
  readonly note?: string;
}

export interface Selection {
  readonly collection: RegExp;
  /** The last word of its name, in lower case. */
  readonly column: string;
  readonly value: number;
}

export const PRESETS: readonly Preset[] = [
  {
    name: 'NanoAOD',
    // As an RNTuple it may have records: `Jet.pt`, without a count.
    needs: [
      /^(n(Jet|FatJet|GenPart|PFCands|Muon)|luminosityBlock)$/,
      /^(Jet|FatJet|GenPart|PFCands|Muon)[_.]pt$/,
    ],
    energyUnit: 'GeV',
    where: [{ collection: /^GenPart$/, column: 'status', value: 1 }],
  },
  {
    name: 'Delphes',
    needs: [
      /^(Particle|Track|Tower|Jet|GenJet|EFlow\w+)\.(PT|ET)$/,
      /^(Particle|Track|Tower|Jet|EFlow\w+)\.Eta$/,
    ],
    energyUnit: 'GeV',
    // X, Y, Z, T are a vertex.
    roles: { et: 'pt', y: 'ignore', rapidity: 'y', pid: 'pid', m: 'ignore', mass: 'mass' },
    where: [{ collection: /^Particle$/, column: 'status', value: 1 }],
  },
  {
    name: 'PHYSLITE',
    // In an RNTuple, whose names have no dots, with a colon.
    needs: [/^\w+AuxDyn[.:]pt$/, /^\w+AuxDyn[.:]eta$/, /^\w+AuxDyn[.:]phi$/],
    energyUnit: 'MeV',
  },
  {
    name: 'JetClass',
    needs: [/^part_px$/, /^part_py$/, /^part_pz$/, /^part_energy$/],
    energyUnit: 'GeV',
    // Columns beside the momenta are relative to the jet or say what a particle is, each for itself.
    roles: { px: 'px', py: 'py', pz: 'pz', energy: 'E' },
  },
  {
    name: 'JetNet',
    needs: [/\.etarel$/, /\.phirel$/, /\.ptrel$/],
    energyUnit: 'GeV',
    roles: { etarel: 'eta', phirel: 'phi', ptrel: 'pt' },
    where: [{ collection: /./, column: 'mask', value: 1 }],
    note: 'angles are from the jet axis, pT is the share of the jet',
  },
  {
    name: 'MOD (CMS 2011A)',
    needs: [/^pfcs\.pt$/, /^pfcs\.y$/, /^pfcs\.phi$/],
    energyUnit: 'GeV',
    roles: { pt: 'pt', y: 'y', phi: 'phi', m: 'mass', pid: 'pid' },
  },
  {
    name: 'LHC Olympics',
    needs: [/^block0_values\.pt$/, /^block0_values\.eta$/, /^block0_values\.phi$/],
    energyUnit: 'GeV',
  },
  {
    name: 'top tagging reference set',
    needs: [/^(values_block_0\.E|E_199)$/, /^(values_block_0\.PX|PX_199)$/],
    energyUnit: 'GeV',
  },
];

/** A table whose rows are events: `repeats` once for each slot, zero-padded, then columns that are no particles. */
export interface Wide {
  /** Last part of the path. */
  readonly name: string;
  readonly repeats: readonly string[];
  readonly slots: number;
  /** Columns in all, from … to: labels stand at the end. */
  readonly widths: readonly [from: number, to: number];
}

/** Tables of pandas, which keep the names of their columns apart (pickled, which is not read). */
export const WIDE: readonly Wide[] = [
  { name: 'block0_values', repeats: ['pt', 'eta', 'phi'], slots: 700, widths: [2100, 2101] },
  { name: 'values_block_0', repeats: ['E', 'PX', 'PY', 'PZ'], slots: 200, widths: [800, 806] },
];

/** Columns of arrays [events, slots, columns] that carry no names, by the array's name and width. */
export const NAMED: readonly { readonly name: RegExp; readonly columns: readonly string[] }[] = [
  { name: /^particle_features$/, columns: ['etarel', 'phirel', 'ptrel', 'mask'] },
  { name: /^particle_features$/, columns: ['etarel', 'phirel', 'ptrel'] },
  { name: /^(pfcs|gens|sims)$/, columns: ['pt', 'y', 'phi', 'm', 'pid', 'vertex'] },
  { name: /^(pfcs|gens|sims)$/, columns: ['pt', 'y', 'phi', 'm', 'pid'] },
];

export function presetOf(names: readonly string[]): Preset | null {
  return PRESETS.find(({ needs }) => needs.every((one) => names.some((name) => one.test(name)))) ?? null;
}

/** The last word of a name in lower case: `Jet_pt` → pt, `Particle.PT` → pt. */
export function lastWord(name: string): string {
  return (name.split(/[._/:]/).pop() ?? name).toLowerCase();
}
