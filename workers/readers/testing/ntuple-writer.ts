// RNTuples for tests, by the published specification (root-project/root, tree/ntuple/doc/BinaryFormatSpecification.md,
// version 1.0): fields of numbers, collections, records, arrays and projections, in clusters of pages.

import { xxh3 } from '../xxh3.ts';
import { encode } from './ntuple-elements.ts';
import { le, list, locator, numbers, record, records, strings, type Write } from './ntuple-frames.ts';
import { type Column, Schema, type Spec } from './ntuple-schema.ts';
import { Bytes } from './root-objects.ts';
import type { Directory, Pack, RootWriter } from './root-writer.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface NtupleOptions {
  readonly name: string;
  readonly specs: readonly Spec[];
  /** Added when there were so many events. */
  readonly late?: { readonly specs: readonly Spec[]; readonly after: number };
  /** Events of each cluster, clusters of each group, elements of a page. */
  readonly clusters: readonly (readonly Row[])[];
  readonly perGroup?: number;
  readonly perPage?: number;
  readonly pack?: Pack;
  /** Without checksums behind pages, and with locators of 64 bits. */
  readonly unchecked?: boolean;
  readonly largeLocators?: boolean;
  readonly version?: readonly number[];
  readonly features?: bigint;
  /** What is done to an envelope before its checksum is made; 0 is the anchor. */
  readonly damage?: (bytes: Uint8Array, type: number) => Uint8Array;
}

interface Written {
  readonly seek: number;
  readonly bytes: number;
  readonly length: number;
  readonly checksum: bigint;
}

const SUPPRESSED = -(2n ** 63n);

export function writeNtuple(file: RootWriter, options: NtupleOptions, parent?: Directory): void {
  const { name, specs, late, clusters, perGroup = clusters.length, features = 0n } = options;
  const schema = new Schema();
  const writer = new NtupleWriter(file, options);
  for (const spec of specs) schema.add(spec);
  const early = {
    fields: schema.fields.length,
    columns: schema.columns.length,
    aliases: schema.aliases.length,
  };
  const header = writer.envelope(1, (out) => {
    le(out, features, 8);
    strings(out, name, '', 'test');
    schema.write(out, { fields: 0, columns: 0, aliases: 0 });
  });
  for (const spec of late?.specs ?? []) schema.add(spec, late?.after);
  const all = [...specs, ...(late?.specs ?? [])];
  const groups: Write[] = [];
  let first = 0;
  for (let from = 0; from < clusters.length; from += perGroup) {
    const begin = first;
    const group = clusters.slice(from, from + perGroup).map((rows, i) => {
      const cluster = {
        first,
        rows,
        pages: writer.cluster(all, schema.columns, early.columns, rows, first, from + i),
      };
      first += rows.length;
      return cluster;
    });
    const link = writer.envelope(3, (out) => {
      le(out, header.checksum, 8);
      records(
        out,
        group.map((one) => (inner) => numbers(inner, 8, one.first, one.rows.length)),
      );
      list(
        out,
        group.map((one) => one.pages),
      );
    });
    const entries = first - begin;
    groups.push((out) => {
      numbers(out, 8, begin, entries);
      le(out, group.length, 4);
      le(out, link.length, 8);
      locator(out, link.seek, link.bytes, options.largeLocators);
    });
  }
  const footer = writer.envelope(2, (out) => {
    numbers(out, 8, features, header.checksum);
    record(out, (inner) => schema.write(inner, early));
    records(out, groups);
  });
  writer.anchor(header, footer, parent);
}

class NtupleWriter {
  /** Elements of each column that stand before the cluster at hand. */
  private readonly before: number[] = [];
  private readonly pack: Pack;

  constructor(
    private readonly file: RootWriter,
    private readonly options: NtupleOptions,
  ) {
    this.pack = options.pack ?? ((bytes) => bytes);
  }

  envelope(type: number, write: Write): Written {
    const payload = new Bytes();
    write(payload);
    const length = payload.length + 16;
    const out = new Bytes();
    le(out, BigInt(type) + (BigInt(length) << 16n), 8);
    out.raw(payload.take());
    const bytes = this.options.damage?.(out.take(), type) ?? out.take();
    const checksum = xxh3(bytes);
    const whole = new Bytes();
    whole.raw(bytes);
    le(whole, checksum, 8);
    return { ...this.blob(whole.take()), length, checksum };
  }

  anchor(header: Written, footer: Written, parent?: Directory): void {
    const { name, version = [1, 0, 0, 0], damage } = this.options;
    const out = new Bytes();
    out.counted(2, () => {
      for (const number of version) out.u2(number);
      for (const { seek, bytes, length } of [header, footer]) {
        for (const number of [seek, bytes, length]) out.u8(number);
      }
      out.u8(2 ** 30);
    });
    const sum = new DataView(new ArrayBuffer(8));
    sum.setBigUint64(0, xxh3(out.take().subarray(6)));
    out.raw(new Uint8Array(sum.buffer));
    const bytes = damage?.(out.take(), 0) ?? out.take();
    this.file.object('ROOT::RNTuple', name, () => ({ bytes, length: bytes.length }), parent);
  }

  /** Writes the pages of some events, the columns that are there from the first event on being `early`, and then what the page list says of them. */
  cluster(
    specs: readonly Spec[],
    columns: readonly Column[],
    early: number,
    rows: readonly Row[],
    first: number,
    number: number,
  ): Write {
    const elements: number[][] = columns.map(() => []);
    for (const row of rows) {
      let at = 0;
      for (const spec of specs) at = collect(spec, row[spec.name], elements, at);
    }
    const late = first + rows.length > this.late();
    const there = columns.slice(0, late ? columns.length : early);
    const places = there.map((column, id) => this.column(column, id, elements[id], first, number));
    return (out) => list(out, places);
  }

  private late(): number {
    return this.options.late?.after ?? 0;
  }

  private column(column: Column, id: number, all: readonly number[], first: number, cluster: number): Write {
    const { perPage = 10, unchecked, largeLocators } = this.options;
    const offset = this.before[id] ?? 0;
    this.before[id] = offset + all.length;
    if (cluster % column.ways !== column.representation) {
      return (out) => list(out, [], (inner) => le(inner, SUPPRESSED, 8));
    }
    // What came before the column is not stored.
    const missing = column.deferred === null ? 0 : Math.max(0, this.late() - first);
    const values = missing > 0 ? all.slice(missing * (all.length / this.rowsOf(cluster))) : all;
    const pages: Write[] = [];
    for (let at = 0; at < values.length; at += perPage) {
      const part = values.slice(at, at + perPage);
      const packed = this.pack(encode(column, part));
      const body = new Bytes();
      body.raw(packed);
      if (!unchecked) le(body, xxh3(packed), 8);
      const { seek } = this.blob(body.take(), false);
      pages.push((out) => {
        le(out, unchecked ? part.length : -part.length, 4);
        locator(out, seek, packed.length, largeLocators);
      });
    }
    return (out) =>
      list(out, pages, (inner) => {
        le(inner, offset, 8);
        le(inner, this.options.pack ? 505 : 0, 4);
      });
  }

  private rowsOf(cluster: number): number {
    return this.options.clusters[cluster].length;
  }

  private blob(bytes: Uint8Array, packed = true): { seek: number; bytes: number } {
    const body = packed ? this.pack(bytes) : bytes;
    const key = this.file.key('RBlob', '', '', () => ({ bytes: body, length: bytes.length }));
    return { seek: key.seek + key.keyBytes, bytes: body.length };
  }
}

/** Appends what a value is in its columns, from number `at` on; the number of the next one. */
function collect(spec: Spec, value: unknown, elements: readonly number[][], at: number): number {
  switch (spec.kind) {
    case 'leaf': {
      const ways = 'type' in spec.as ? 1 : spec.as.length;
      for (let i = 0; i < ways; i++) elements[at + i].push(Number(value ?? 0));
      return at + ways;
    }
    case 'text':
      elements[at + 1].push(...Buffer.from(String(value)));
      elements[at].push(elements[at + 1].length);
      return at + 2;
    case 'collection': {
      const items = (value ?? []) as readonly unknown[];
      let next = at + 1 + width(spec.of);
      for (const item of items) next = collect(spec.of, item, elements, at + 1);
      elements[at].push((elements[at].at(-1) ?? 0) + items.length);
      return next;
    }
    case 'record': {
      const members = (value ?? {}) as Row;
      let next = at;
      for (const inner of spec.of) next = collect(inner, members[inner.name], elements, next);
      return next;
    }
    case 'array': {
      const items = (value ?? Array.from({ length: spec.items }, () => 0)) as readonly unknown[];
      let next = at;
      for (const item of items) next = collect(spec.of, item, elements, at);
      return next;
    }
    case 'alias':
      return collect(spec.of, value, elements, at);
    case 'count':
    case 'member':
      return at;
    default:
      return spec satisfies never;
  }
}

/** Columns of a field. */
function width(spec: Spec): number {
  switch (spec.kind) {
    case 'leaf':
      return 'type' in spec.as ? 1 : spec.as.length;
    case 'text':
      return 2;
    case 'collection':
      return 1 + width(spec.of);
    case 'record':
      return spec.of.reduce((sum, inner) => sum + width(inner), 0);
    case 'array':
    case 'alias':
      return width(spec.of);
    case 'count':
    case 'member':
      return 0;
    default:
      return spec satisfies never;
  }
}
