// An RNTuple of a ROOT file as far as it says what is in it: anchor, schema (header, and what the footer adds), cluster
// groups. Source: RNTuple Binary Format Specification 1.0 (root-project/root, tree/ntuple/doc).

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { type Cursor, envelopeOf, FOOTER, HEADER, type Link } from './root-envelope.ts';
import type { TreeKey } from './root-file.ts';
import { unpacked } from './root-packed.ts';
import { broken, checkSize, type Source } from './root-source.ts';

/** What a field is the parent of. */
export const ROLE = { leaf: 0, collection: 1, record: 2, variant: 3, streamer: 4 } as const;

export interface NtupleField {
  readonly name: string;
  /** C++ type, normalized; empty for untyped collections and records. */
  readonly type: string;
  /** Its own number at the top. */
  readonly parent: number;
  readonly role: number;
  /** Items of a fixed array; null where it is none. */
  readonly items: number | null;
  /** The field that a projected one shows under another name. */
  readonly source: number | null;
}

export interface NtupleColumn {
  readonly type: number;
  readonly bits: number;
  readonly field: number;
  /** Of several ways in which a field may be stored, one in each cluster. */
  readonly representation: number;
  /** Elements that stand before the first one stored are zero. */
  readonly deferred: boolean;
  readonly range: readonly [min: number, max: number] | null;
}

export interface ClusterGroup {
  readonly first: number;
  readonly entries: number;
  readonly clusters: number;
  readonly link: Link;
}

export interface Ntuple {
  readonly label: string;
  readonly fields: readonly NtupleField[];
  /** In the order of the page lists. */
  readonly columns: readonly NtupleColumn[];
  /** [field] Its columns, of a projected one those of its source. */
  readonly columnsOf: readonly (readonly number[])[];
  readonly groups: readonly ClusterGroup[];
  readonly events: number;
  readonly checksum: bigint;
}

/** Byte count and version, four short numbers and seven long ones, a checksum. */
const ANCHOR_BYTES = 6 + 8 + 7 * 8 + 8;
const LEAST = { field: 40, column: 20, alias: 16, group: 48 } as const;
const FLAG = { array: 1, projected: 2, checksum: 4, deferred: 1, range: 2 } as const;

/** Throws ReadError: damaged, or of a kind that is not read. */
export async function openNtuple(source: Source, key: TreeKey): Promise<Ntuple> {
  const label = `${source.name}: RNTuple "${key.path.slice(0, 100)}"`;
  const anchor = await anchorOf(source, label, key);
  const schema: Schema = { fields: [], columns: [], aliases: [] };
  const header = await envelopeOf(source, label, anchor.header, HEADER);
  flags(header);
  for (let i = 0; i < 3; i++) header.text();
  readSchema(header, schema);
  const footer = await envelopeOf(source, label, anchor.footer, FOOTER);
  flags(footer);
  const checksum = header.ownChecksum();
  if (footer.checksum() !== checksum) throw broken(label, 'its footer does not belong to its header');
  footer.record(() => {
    if (footer.at < footer.end) readSchema(footer, schema);
  });
  const groups: ClusterGroup[] = [];
  footer.list(() => groups.push(footer.record(() => groupOf(footer))), LEAST.group);
  groups.sort((a, b) => a.first - b.first);
  let events = 0;
  for (const { first, entries } of groups) {
    if (first !== events || !(entries >= 0)) {
      throw broken(label, `events ${first} to ${first + entries} follow ${events} others`);
    }
    events += entries;
    if (!Number.isSafeInteger(events)) throw broken(label, `it claims ${events} events`);
  }
  return { label, ...schema, columnsOf: attached(label, schema), groups, events, checksum };
}

async function anchorOf(source: Source, label: string, { entry }: TreeKey) {
  const { fSeekKey: seek, fNbytes: bytes, fKeylen: keyBytes, fObjlen: length } = entry;
  const own = bytes - keyBytes;
  if (!(own > 0 && own <= limits.metadataBytes && seek + bytes <= source.size)) {
    throw broken(label, `its anchor of ${own} bytes is wanted at ${seek}, the file has ${source.size}`);
  }
  checkSize(label, 'its anchor', own, length);
  const raw = await source.bytes(seek + keyBytes, seek + bytes);
  const data = own === length ? raw : await unpacked(label, 'its anchor', raw, length);
  if (data.length < ANCHOR_BYTES) throw broken(label, `its anchor has ${data.length} bytes`);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const version = [6, 8, 10, 12].map((at) => view.getUint16(at));
  if (version[0] !== 1) {
    throw new ReadError(
      'unsupported',
      `${label} is of version ${version.join('.')}, readable is 1`,
      'Write it anew with ROOT 6.34 or later.',
    );
  }
  const link = (at: number): Link => ({
    seek: Number(view.getBigUint64(at)),
    bytes: Number(view.getBigUint64(at + 8)),
    length: Number(view.getBigUint64(at + 16)),
  });
  return { header: link(14), footer: link(38) };
}

interface Schema {
  readonly fields: NtupleField[];
  readonly columns: NtupleColumn[];
  readonly aliases: { readonly column: number; readonly field: number }[];
}

/** None is defined in version 1.0, and a reader must not go on where it knows one not. */
function flags(cursor: Cursor): void {
  const set = cursor.checksum();
  if (set === 0n) return;
  throw new ReadError(
    'unsupported',
    `${cursor.label} needs the features 0x${set.toString(16)}, none is known`,
    'Write it with ROOT 6.34, or as a TTree.',
  );
}

function readSchema(cursor: Cursor, { fields, columns, aliases }: Schema): void {
  const number =
    <T>(into: T[], item: () => T) =>
    () =>
      void into.push(cursor.record(item));
  cursor.list(
    number(fields, () => fieldOf(cursor)),
    LEAST.field,
  );
  cursor.list(
    number(columns, () => columnOf(cursor)),
    LEAST.column,
  );
  cursor.list(
    number(aliases, () => ({ column: cursor.u32(), field: cursor.u32() })),
    LEAST.alias,
  );
  // Classes of streamed objects, which are not read.
  cursor.list(() => cursor.record(() => {}));
}

function fieldOf(cursor: Cursor): NtupleField {
  cursor.u32();
  cursor.u32();
  const [parent, role, flag] = [cursor.u32(), cursor.u16(), cursor.u16()];
  const [name, type] = [cursor.text(), cursor.text()];
  cursor.text();
  cursor.text();
  const items = flag & FLAG.array ? cursor.u64() : null;
  const source = flag & FLAG.projected ? cursor.u32() : null;
  return { name, type, parent, role, items, source };
}

function columnOf(cursor: Cursor): NtupleColumn {
  const [type, bits, field] = [cursor.u16(), cursor.u16(), cursor.u32()];
  const [flag, representation] = [cursor.u16(), cursor.u16()];
  const deferred = (flag & FLAG.deferred) !== 0;
  if (deferred) cursor.i64();
  const range = flag & FLAG.range ? ([cursor.f64(), cursor.f64()] as const) : null;
  return { type, bits, field, representation, deferred, range };
}

function groupOf(cursor: Cursor): ClusterGroup {
  return { first: cursor.u64(), entries: cursor.u64(), clusters: cursor.u32(), link: cursor.link() };
}

function attached(label: string, { fields, columns, aliases }: Schema): number[][] {
  const out: number[][] = fields.map(() => []);
  const attach = (field: number, column: number) => {
    if (!(field < fields.length && column < columns.length)) {
      throw broken(
        label,
        `column ${column} of field ${field} is wanted, there are ${columns.length} and ${fields.length}`,
      );
    }
    out[field].push(column);
  };
  columns.forEach(({ field }, column) => {
    attach(field, column);
  });
  for (const { column, field } of aliases) attach(field, column);
  fields.forEach(({ parent, source }, i) => {
    if (parent >= fields.length || (source ?? 0) >= fields.length) {
      throw broken(label, `field ${i} belongs to ${parent}, there are ${fields.length}`);
    }
  });
  return out;
}
