// The format of some bytes: by what they are, then by the file's name.

import { zipFormat } from './archive.ts';
import { arrow } from './arrow.ts';
import { csv } from './csv.ts';
import { looksDelimited } from './delimited.ts';
import { ReadError } from './errors.ts';
import { hdf5 } from './hdf5.ts';
import { hepmc, looksHepmc } from './hepmc.ts';
import { idx, isIdx } from './idx.ts';
import { type Input, unpacked } from './input.ts';
import { jsonl, looksJson } from './jsonl.ts';
import { lhe, looksLhe } from './lhe.ts';
import { npy } from './npy.ts';
import { isNpy } from './npyheader.ts';
import { npz } from './npz.ts';
import { parquet } from './parquet.ts';
import { root } from './root.ts';
import type { Format } from './table.ts';
import { text } from './text.ts';
import { isZip } from './zip.ts';
import { isZstd } from './zstd.ts';

const NESTED = 'an archive inside an archive is not read';

const zip = zipFormat(async (member, packed) => {
  const { head, name } = member;
  if (isZip(head) || (packed && packing(head))) {
    throw new ReadError('unsupported', `${name}: ${NESTED}`, 'Unpack the outer one.');
  }
  return detect(member);
});

/** Every format that is read. Adding one: a file with a Format, a line here, and its first bytes below. */
export const FORMATS: readonly Format[] = [
  text,
  npy,
  npz,
  zip,
  csv,
  jsonl,
  hepmc,
  lhe,
  root,
  hdf5,
  parquet,
  arrow,
  idx,
];

const HINT =
  'Readable are ROOT, HDF5, Parquet, Arrow, npz, npy, CSV with a header, JSON lines, HepMC, LHE, IDX images, and text with px py pz E a line; packed by gzip, zstd or zip too.';

/** Known by their first bytes, and not read. */
const FOREIGN: readonly (readonly [bytes: string, what: string])[] = [
  ['%PDF', 'a PDF'],
  ['\x89PNG', 'a picture'],
  ['BZh', 'compressed with bzip2'],
  ['\xfd7zXZ', 'compressed with xz'],
  ['7z\xbc\xaf', 'a 7-Zip archive'],
  ['\xff\xfe', 'text in UTF-16, needed is UTF-8'],
  ['\xfe\xff', 'text in UTF-16, needed is UTF-8'],
  ['SQLite', 'a database'],
  ['FEA1', 'Feather of version 1, needed is version 2'],
  ['\xff\xff\xff\xff', 'an Arrow stream, needed is an Arrow file'],
];

export interface Found {
  readonly input: Input;
  readonly format: Format;
}

/** Throws ReadError for an empty file and for what is not read. */
export async function detect(input: Input): Promise<Found> {
  if (input.head.length === 0) throw new ReadError('bad-file', `${input.name}: the file is empty`, '');
  const packed = packing(input.head);
  if (packed) {
    const inner = await unpacked(input, packed);
    const { head } = inner;
    if (head.length === 0) throw new ReadError('bad-file', `${input.name}: it is empty once unpacked`);
    if (isZip(head) || packing(head)) {
      throw new ReadError('unsupported', `${input.name}: ${NESTED}`, 'Unpack the outer one.');
    }
    return { input: inner, format: plain(inner) };
  }
  return { input, format: isZip(input.head) ? zip : plain(input) };
}

function packing(head: Uint8Array): 'gzip' | 'zstd' | null {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  return isZstd(head) ? 'zstd' : null;
}

function plain(input: Input): Format {
  const { head, name } = input;
  if (isNpy(head)) return npy;
  if (isIdx(head)) return idx;
  if (begins(head, 'root')) return root;
  if (begins(head, '\x89HDF')) return hdf5;
  if (begins(head, 'PAR1')) return parquet;
  if (begins(head, 'ARROW1')) return arrow;
  for (const [bytes, what] of FOREIGN) {
    if (begins(head, bytes)) {
      throw new ReadError('unsupported', `${name}: this is ${what}`, HINT);
    }
  }
  if (head.includes(0)) throw new ReadError('unsupported', `${name}: the bytes are of no known format`, HINT);
  const start = new TextDecoder().decode(head);
  if (looksHepmc(start)) return hepmc;
  if (looksLhe(start)) return lhe;
  if (looksJson(start)) return jsonl;
  if (looksDelimited(start)) return csv;
  return !hasWords(start) && /\.[ct]sv(\.gz)?$/i.test(name) ? csv : text;
}

/** Whether there is more than blank lines and comments. Line by line: one pattern for all took minutes for 64 kB of line ends. */
function hasWords(start: string): boolean {
  return start.split('\n').some((line) => /^[^#]/.test(line.trim()));
}

function begins(head: Uint8Array, bytes: string): boolean {
  return [...bytes].every((character, i) => head[i] === character.charCodeAt(0));
}
