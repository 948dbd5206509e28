// Areas of an event's jets and their pT without pileup, in the terms of the contract.

import type { AreaRegions, AreasRequest, JetArea, Pileup } from '../../main/contract/areas.ts';
import { ALGORITHMS_OF_THE_PLANE, type AnyJetRequest } from '../../main/contract/jets.ts';
import {
  type AreaJet,
  activeAreas,
  background,
  type EventMomenta,
  kinematics,
  passiveAreas,
  subtracted,
} from '../jets/index.ts';

export interface EventAreas {
  /** Where it was asked for. */
  readonly pileup: Pileup | null;
  /** Whose ghost is in each cell, of these jets by their constituents, as the screen is told. */
  regions(jets: readonly ArrayLike<number>[]): AreaRegions;
  /** Of an inclusive jet of these momenta, by its constituents' places in them; it has at least one. */
  of(constituents: ArrayLike<number>): JetArea;
}

/** RangeError where such jets have no areas, or where an option is not allowed. */
export function areasOf(momenta: EventMomenta, jets: AnyJetRequest, request: AreasRequest): EventAreas {
  const { kind, rho, ...ghosts } = request;
  if (jets.algorithm === 'xcone' || !ALGORITHMS_OF_THE_PLANE.includes(jets.algorithm)) {
    const allowed = ALGORITHMS_OF_THE_PLANE.join(', ');
    throw new RangeError(`areas: the algorithm is ${jets.algorithm}, allowed are ${allowed}`);
  }
  if (jets.exclusive !== undefined || jets.dcut !== undefined) {
    throw new RangeError('areas: the jets are exclusive ones, allowed are inclusive ones');
  }
  // Anti-kt's passive areas are its active ones, ghost by ghost, which are found sooner.
  const find = kind === 'active' || jets.algorithm === 'antikt' ? activeAreas : passiveAreas;
  // Ghosts do not change the jets: a jet is the one that its first particle is in.
  const jetOf = new Map<number, AreaJet>();
  const found = find(momenta, jets, ghosts);
  for (const jet of found.jets) {
    for (const place of jet.constituents) jetOf.set(place, jet);
  }
  const pileup = rho ? background(momenta, { ...ghosts, ...rho, definition: rho }) : null;
  return {
    pileup: pileup && { rho: pileup.rho, sigma: pileup.sigma },
    regions(list) {
      const { rows, columns, maxRapidity } = found.grid;
      const cells = new Int16Array(rows * columns).fill(-1);
      list.forEach((constituents, k) => {
        for (const cell of jetOf.get(constituents[0])?.ghosts ?? []) cells[cell] = k;
      });
      return { rows, columns, maxRapidity, jetOf: cells };
    },
    of(constituents) {
      const jet = jetOf.get(constituents[0]);
      if (!jet) throw new RangeError(`areas: particle ${constituents[0]} is in no jet`);
      const { area, vector } = jet;
      const told = { area, area4: { px: vector.px, py: vector.py, pz: vector.pz, E: vector.e } };
      return pileup ? { ...told, subtracted: withoutPileup(jet, pileup.rho) } : told;
    },
  };
}

function withoutPileup(jet: AreaJet, rho: number): NonNullable<JetArea['subtracted']> | null {
  const { px, py, pz, e } = subtracted(jet, rho);
  return e > 0 ? kinematics(px, py, pz, e) : null;
}
