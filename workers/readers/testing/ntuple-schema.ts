// The fields and columns of an RNTuple as its header lists them, for tests.

import { COLUMN, type Stored } from './ntuple-elements.ts';
import { le, numbers, real, records, strings, type Write } from './ntuple-frames.ts';
import type { Bytes } from './root-objects.ts';

export type Spec =
  /** Several ways to store it take turns from cluster to cluster. */
  | {
      readonly kind: 'leaf';
      readonly name: string;
      readonly type: string;
      readonly as: Stored | readonly Stored[];
    }
  | {
      readonly kind: 'collection';
      readonly name: string;
      readonly type: string;
      readonly of: Spec;
      readonly index?: Stored;
    }
  | { readonly kind: 'record'; readonly name: string; readonly type: string; readonly of: readonly Spec[] }
  | {
      readonly kind: 'array';
      readonly name: string;
      readonly type: string;
      readonly items: number;
      readonly of: Spec;
    }
  /** A type that stands for one other, as an enum. */
  | { readonly kind: 'alias'; readonly name: string; readonly type: string; readonly of: Spec }
  /** A string. */
  | { readonly kind: 'text'; readonly name: string }
  /** The length of a collection, or a list of one member of its records, under a name of its own. */
  | { readonly kind: 'count'; readonly name: string; readonly of: string }
  | {
      readonly kind: 'member';
      readonly name: string;
      readonly type: string;
      readonly of: string;
      readonly member: string;
    };

export interface Column extends Stored {
  readonly field: number;
  readonly representation: number;
  readonly ways: number;
  /** Elements that are not stored, of a column that came late. */
  readonly deferred: number | null;
}

const FLAG = { array: 1, projected: 2, checksum: 4, deferred: 1, range: 2 } as const;
const ROLE = { leaf: 0, collection: 1, record: 2 } as const;

export const leaf = (name: string, type: string, as: Stored | readonly Stored[]): Spec => ({
  kind: 'leaf',
  name,
  type,
  as,
});
export const vector = (name: string, type: string, as: Stored, index?: Stored): Spec => ({
  kind: 'collection',
  name,
  type: `std::vector<${type}>`,
  of: leaf('_0', type, as),
  ...(index ? { index } : {}),
});
export const structs = (name: string, type: string, of: readonly Spec[]): Spec => ({
  kind: 'collection',
  name,
  type: type === '' ? '' : `std::vector<${type}>`,
  of: { kind: 'record', name: '_0', type, of },
});

export class Schema {
  readonly fields: Write[] = [];
  readonly columns: Column[] = [];
  readonly aliases: Write[] = [];
  /** Of names: their fields and first columns. */
  private readonly places = new Map<string, { field: number; column: number }>();

  /** `after`: elements before the first of what comes late. */
  add(spec: Spec, after: number | null = null, parent: number | null = null, path = ''): void {
    const id = this.fields.length;
    const own = path === '' ? spec.name : spec.name === '_0' ? path : `${path}.${spec.name}`;
    const inside = (inner: Spec, deferred: number | null = after) => this.add(inner, deferred, id, own);
    const column = (as: Stored, representation = 0, ways = 1) =>
      this.columns.push({ ...as, field: id, representation, ways, deferred: after });
    // What a collection holds has its name.
    if (!this.places.has(own)) this.places.set(own, { field: id, column: this.columns.length });
    switch (spec.kind) {
      case 'leaf': {
        this.field(spec.name, spec.type, ROLE.leaf, parent);
        const ways = 'type' in spec.as ? [spec.as] : spec.as;
        ways.forEach((way, i) => {
          column(way, i, ways.length);
        });
        return;
      }
      case 'text':
        this.field(spec.name, 'std::string', ROLE.leaf, parent);
        column(COLUMN.SplitIndex64);
        column(COLUMN.Char);
        return;
      case 'collection':
        this.field(spec.name, spec.type, ROLE.collection, parent);
        column(spec.index ?? COLUMN.SplitIndex64);
        inside(spec.of, null);
        return;
      case 'record':
        this.field(spec.name, spec.type, ROLE.record, parent);
        for (const inner of spec.of) inside(inner);
        return;
      case 'array':
        this.field(spec.name, spec.type, ROLE.leaf, parent, { items: spec.items });
        inside(spec.of, after === null ? null : after * spec.items);
        return;
      case 'alias':
        this.field(spec.name, spec.type, ROLE.leaf, parent);
        inside(spec.of);
        return;
      case 'count': {
        const type = 'ROOT::RNTupleCardinality<std::uint32_t>';
        this.projected(spec.name, type, ROLE.leaf, parent, spec.of);
        return;
      }
      case 'member':
        this.projected(spec.name, `ROOT::VecOps::RVec<${spec.type}>`, ROLE.collection, parent, spec.of);
        this.projected('_0', spec.type, ROLE.leaf, id, `${spec.of}.${spec.member}`);
        return;
      default:
        spec satisfies never;
    }
  }

  /** What was added from these numbers on. */
  write(out: Bytes, from: { fields: number; columns: number; aliases: number }): void {
    records(out, this.fields.slice(from.fields));
    records(out, this.columns.slice(from.columns).map(writeColumn));
    records(out, this.aliases.slice(from.aliases));
    records(out, []);
  }

  private projected(name: string, type: string, role: number, parent: number | null, of: string): void {
    const source = this.places.get(of);
    if (!source) throw new Error(`no field ${of}`);
    const id = this.fields.length;
    this.field(name, type, role, parent, { source: source.field });
    this.aliases.push((out) => numbers(out, 4, source.column, id));
  }

  private field(
    name: string,
    type: string,
    role: number,
    parent: number | null,
    { items = null, source = null }: { items?: number | null; source?: number | null } = {},
  ): void {
    const id = this.fields.length;
    const classed = role === ROLE.record && type !== '';
    this.fields.push((out) => {
      numbers(out, 4, 0, 0, parent ?? id);
      const flags = (items === null ? 0 : FLAG.array) | (source === null ? 0 : FLAG.projected);
      numbers(out, 2, role, flags | (classed ? FLAG.checksum : 0));
      strings(out, name, type, '', '');
      if (items !== null) le(out, items, 8);
      if (source !== null) le(out, source, 4);
      if (classed) le(out, 1, 4);
    });
  }
}

function writeColumn({ type, bits, field, representation, deferred, range }: Column): Write {
  return (out) => {
    numbers(out, 2, type, bits);
    le(out, field, 4);
    numbers(out, 2, (deferred === null ? 0 : FLAG.deferred) | (range ? FLAG.range : 0), representation);
    if (deferred !== null) le(out, deferred, 8);
    for (const end of range ?? []) real(out, end);
  };
}
