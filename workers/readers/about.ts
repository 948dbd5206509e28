// What users are told of each format and of each known layout: docs/formats.md is written from this and from the registries
// (FORMATS, PRESETS, limits) by docs.test.ts, which holds the two together. A new format or layout has its entry here.

import { limits } from './limits.ts';
import { PREVIEW_ROWS } from './open.ts';

export interface About {
  readonly title: string;
  /** What files are usually called; what they are is seen in their content. */
  readonly endings: readonly string[];
  readonly event: string;
  readonly particle: string;
  /** Layouts are known by the names of columns: formats that have such names, and events one can enter anywhere. */
  readonly columnar: boolean;
  /** Besides those of every format. */
  readonly limits: readonly string[];
}

/** 2^20 bytes are called a MB here. */
const size = (bytes: number): string => {
  const [kB, MB] = [bytes / 2 ** 10, bytes / 2 ** 20];
  return MB >= 1024 ? `${MB / 1024} GB` : MB >= 1 ? `${MB} MB` : `${kB} kB`;
};
const count = (number: number): string => number.toLocaleString('en-US');

const lines = `lines of ${size(limits.lineLength)}`;
const held = `${size(limits.heldBytes)} where it comes through a pipe or packed`;
const unpacked = `pages that unpack to ${size(limits.pageFreeBytes)}, or to ${limits.inflateRatio} times their size`;

export const ABOUT: Readonly<Record<string, About>> = {
  text: {
    title: 'four-vectors',
    endings: ['.dat', '.txt'],
    event: 'lines up to a blank line or `#END`',
    particle: '`px py pz E`, more is left out',
    columnar: false,
    limits: [lines],
  },
  npy: {
    title: 'npy',
    endings: ['.npy'],
    event: 'an entry of the first axis',
    particle:
      'a row (pT, y, φ[, species or mass]), or (px, py, pz, E), (E, px, py, pz) where the numbers are so; zeros are padding',
    columnar: false,
    limits: [
      `${count(limits.columns)} columns`,
      `a header of ${size(limits.npyHeaderBytes)}`,
      `${size(limits.heldBytes)} in Fortran order`,
    ],
  },
  npz: {
    title: 'npz',
    endings: ['.npz'],
    event: 'as npy, of the member `X` or the first that holds events',
    particle: 'as npy',
    columnar: false,
    limits: [`${count(limits.zipMembers)} members`, `a directory of ${size(limits.zipDirectoryBytes)}`, held],
  },
  zip: {
    title: 'zip',
    endings: ['.zip'],
    event: 'as in its member: `FILE:MEMBER`, `FILE:MEMBER:NAME`; else the first that holds events',
    particle: 'as in its member',
    columnar: false,
    limits: [
      `${count(limits.zipMembers)} members, of which ${limits.zipLooked} are looked into for events`,
      `a directory of ${size(limits.zipDirectoryBytes)}`,
      `deflated members as what is packed, ${size(limits.heldBytes)} of those that are entered anywhere`,
    ],
  },
  csv: {
    title: 'CSV, TSV',
    endings: ['.csv', '.tsv'],
    event: 'rows with one value in the `event` column, else rows up to a blank line',
    particle: 'a row under a header with names',
    columnar: false,
    limits: [
      `${count(limits.columns)} columns`,
      lines,
      `${count(limits.eventLabels)} values of \`event\` are told apart`,
    ],
  },
  jsonl: {
    title: 'JSON lines',
    endings: ['.jsonl'],
    event: 'a line, [see below](#json-lines)',
    particle: 'a place in arrays, an object, or a row',
    columnar: false,
    limits: [`lines of ${size(limits.jsonLineLength)}`, `${limits.jsonDepth} levels`],
  },
  hepmc: {
    title: 'HepMC3 `Asciiv3`, HepMC2 `IO_GenEvent`, older `IO_ExtendedAscii` and `IO_Ascii`',
    endings: ['.hepmc'],
    event: 'what an `E` line begins',
    particle: 'a `P` line: px, py, pz, E, m, species, status',
    columnar: false,
    limits: [lines],
  },
  lhe: {
    title: 'Les Houches events',
    endings: ['.lhe'],
    event: 'an `<event>` block',
    particle: 'a line of the block: PX PY PZ E M, IDUP, ISTUP',
    columnar: false,
    limits: [lines],
  },
  root: {
    title: 'ROOT (TTree, RNTuple; zlib, lz4, zstd, xz)',
    endings: ['.root'],
    event: 'an entry',
    particle:
      'a place in the branches or fields that begin alike (`Jet_pt[nJet]`, `Jet_eta`, …), in vectors, in collections of records, in the members of a TClonesArray, or a TLorentzVector; `E1 px1 … E2 px2` are two',
    columnar: true,
    limits: [
      `baskets and pages of ${size(limits.basketBytes)}`,
      `a description of ${size(limits.metadataBytes)}`,
      held,
    ],
  },
  hdf5: {
    title: 'HDF5 (gzip, shuffle and what the library has itself)',
    endings: ['.h5', '.hdf5'],
    event: 'an entry of the first axis',
    particle:
      'a row of (events, slots, columns), whose names stand beside it or in an attribute, else as npy; a slot of (events, slots) arrays named `pt`, `eta`, `phi`, or a row of a ragged array with `NAME_index`; zeros are padding',
    columnar: true,
    limits: [`chunks of ${size(limits.chunkBytes)}`, held],
  },
  parquet: {
    title: 'Parquet (snappy, gzip, zstd, lz4, brotli)',
    endings: ['.parquet'],
    event: 'a row with lists, or rows with one value in the `event` column, or a row alone',
    particle: 'a place in the lists (also lists of structs), a row, or a number as in `E_0 PX_0 … E_1`',
    columnar: true,
    limits: [
      `a column of ${count(limits.columnValues)} values in a row group`,
      unpacked,
      `metadata of ${size(limits.metadataBytes)}`,
      held,
    ],
  },
  arrow: {
    title: 'Arrow (Feather 2; lz4, zstd)',
    endings: ['.arrow', '.feather'],
    event: 'as Parquet',
    particle: 'as Parquet',
    columnar: true,
    limits: [`a description of ${size(limits.metadataBytes)}`, held],
  },
  idx: {
    title: 'IDX (images, as MNIST has them)',
    endings: ['-idx3-ubyte'],
    event: 'an image',
    particle: 'a pixel that is not zero, [see below](#images)',
    columnar: false,
    limits: [`${count(limits.eventParticles)} pixels an image`],
  },
};

/** Sentences for limits that hold for every format. */
export const COMMON: readonly string[] = [
  `An event has at most ${count(limits.eventParticles)} particles.`,
  `A file that is entered anywhere has at most ${count(limits.fileEvents)} events; held at once are ${count(limits.particles)} particles and ${count(limits.events)} events.`,
  `A data set has at most ${count(limits.files)} files.`,
  `What is packed as a whole may become ${size(limits.inflateBytes)}, and beyond ${size(limits.inflateFreeBytes)} no more than ${limits.inflateRatio} times its size; a zstd frame looks back ${size(limits.zstdWindowBytes)} at most.`,
  `The open dialog shows ${PREVIEW_ROWS} particles; a format is told by the first ${size(limits.headBytes)}.`,
];

export interface Layout {
  /** Names of columns of such a file, which its preset knows. */
  readonly told: readonly string[];
  /** Formats it comes in. */
  readonly formats: readonly string[];
  readonly meaning: string;
}

/** By the preset's name. */
export const LAYOUTS: Readonly<Record<string, Layout>> = {
  NanoAOD: {
    told: ['nJet', 'Jet_pt'],
    formats: ['root'],
    meaning:
      'a collection is what branches or fields begin with; in an RNTuple also `Jet.pt` with `luminosityBlock`',
  },
  Delphes: {
    told: ['Particle.PT', 'Particle.Eta'],
    formats: ['root'],
    meaning: '`X Y Z T` are a vertex',
  },
  PHYSLITE: {
    told: ['AnalysisJetsAuxDyn.pt', 'AnalysisJetsAuxDyn.eta', 'AnalysisJetsAuxDyn.phi'],
    formats: ['root'],
    meaning: 'one collection for each `…AuxDyn`; in an RNTuple `…AuxDyn:pt`',
  },
  JetClass: {
    told: ['part_px', 'part_py', 'part_pz', 'part_energy'],
    formats: ['root', 'parquet', 'arrow'],
    meaning: 'constituents of one jet; columns relative to the jet bear no role',
  },
  JetNet: {
    told: ['particle_features.etarel', 'particle_features.phirel', 'particle_features.ptrel'],
    formats: ['hdf5'],
    meaning: '(events, slots, 3 or 4)',
  },
  'MOD (CMS 2011A)': {
    told: ['pfcs.pt', 'pfcs.y', 'pfcs.phi'],
    formats: ['hdf5'],
    meaning: '`pfcs` with `pfcs_index`; names from `pfcs_cols`',
  },
  'LHC Olympics': {
    told: ['block0_values.pt', 'block0_values.eta', 'block0_values.phi'],
    formats: ['hdf5'],
    meaning: 'labels at the end are no particles',
  },
  'top tagging reference set': {
    told: ['values_block_0.E', 'values_block_0.PX'],
    formats: ['hdf5', 'parquet', 'arrow'],
    meaning: 'also as columns `E_0 PX_0 … PZ_199`',
  },
};
