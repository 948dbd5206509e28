// Events of an RNTuple by their number: page lists say where the pages of each cluster's columns stand; what is wanted of
// a page is unpacked and counted on the way. Source: RNTuple Binary Format Specification 1.0, "Page List Envelope".

import { ReadError } from './errors.ts';
import type { Values } from './jagged.ts';
import { limits } from './limits.ts';
import { type Cursor, envelopeOf, type Locator, PAGE_LIST } from './root-envelope.ts';
import type { ClusterGroup, Ntuple } from './root-ntuple.ts';
import type { NtupleLeaf } from './root-ntuple-fields.ts';
import { unpacked } from './root-packed.ts';
import { decode, pageBytes } from './root-pages.ts';
import { broken, checkSize, type Source } from './root-source.ts';
import { joined } from './root-values.ts';

/** Bytes of a page in a page list, and of a list frame. */
const LEAST_PAGE = 16;
const LEAST_LIST = 12;

interface Page extends Locator {
  /** Of the column in the cluster: elements before it, and in it. */
  readonly first: number;
  readonly elements: number;
}

interface Pages {
  readonly suppressed: boolean;
  readonly elements: number;
  readonly pages: readonly Page[];
}

interface Cluster {
  /** Of its page list. */
  readonly cursor: Cursor;
  readonly first: number;
  readonly entries: number;
  /** [columns] Where the list of pages begins; -1 where there is none. */
  readonly at: Int32Array;
  readonly pages: Map<number, Pages>;
}

const NONE: Pages = { suppressed: false, elements: 0, pages: [] };

export class ClusterReader {
  /** The page list read last: a file has one or few. */
  private list: { readonly group: ClusterGroup; readonly clusters: readonly Cluster[] } | null = null;
  /** The last page of each column, unpacked, and the bytes of all. */
  private readonly kept = new Map<number, { readonly page: Page; readonly bytes: Uint8Array }>();
  private held = 0;

  constructor(
    private readonly source: Source,
    private readonly ntuple: Ntuple,
  ) {}

  /** Events from … to − 1 of a field. Throws ReadError. */
  async read(leaf: NtupleLeaf, from: number, to: number): Promise<Values> {
    const parts: Values[] = [];
    for (let at = from; at < to; ) {
      const cluster = await this.cluster(at);
      const last = Math.min(to, cluster.first + cluster.entries);
      parts.push(await this.part(leaf, cluster, at - cluster.first, last - cluster.first));
      at = last;
    }
    return joined(parts);
  }

  /** Elements an event of the field with the most, in the first, a middle and the last cluster of those that are described together. */
  async widest(leaves: readonly NtupleLeaf[]): Promise<number> {
    const { entries } = this.ntuple.groups[0];
    let most = 0;
    for (const event of [0, Math.floor(entries / 2), entries - 1]) {
      const cluster = await this.cluster(event);
      for (const { values, items } of leaves) {
        most = Math.max(most, items);
        for (const column of values) {
          most = Math.max(most, this.pagesOf(cluster, column).elements / cluster.entries);
        }
      }
    }
    return most;
  }

  private async part(leaf: NtupleLeaf, cluster: Cluster, from: number, to: number): Promise<Values> {
    const { kind, items, index, single } = leaf;
    const { entries } = cluster;
    const round = (values: Float64Array) => (single ? values.map(Math.fround) : values);
    if (kind === 'number' || kind === 'array') {
      const values = await this.elements(cluster, leaf.values, from * items, to * items, entries * items);
      const counts = kind === 'array' ? new Uint32Array(to - from).fill(items) : null;
      return { counts, values: round(values) };
    }
    // Each list ends where the index says, and begins where the one before it ends.
    const ends = await this.elements(
      cluster,
      kind === 'count' ? leaf.values : index,
      Math.max(0, from - 1),
      to,
      entries,
    );
    const begin = from === 0 ? 0 : ends[0];
    const own = from === 0 ? ends : ends.subarray(1);
    let last = begin;
    const counts = new Uint32Array(to - from);
    for (let i = 0; i < counts.length; i++) {
      const count = own[i] - last;
      if (!(count >= 0 && count <= limits.blockValues)) {
        throw broken(
          this.ntuple.label,
          `a list of "${leaf.name.slice(0, 60)}" begins at ${last} and ends at ${own[i]}`,
        );
      }
      counts[i] = count;
      last = own[i];
    }
    if (kind === 'count') return { counts: null, values: Float64Array.from(counts) };
    return { counts, values: round(await this.elements(cluster, leaf.values, begin, last, null)) };
  }

  /**
   * @param columns of which one is in use in this cluster
   * @param total elements in the cluster, where the field stands in no list: a column that was added later has zeros first
   */
  private async elements(
    cluster: Cluster,
    columns: readonly number[],
    from: number,
    to: number,
    total: number | null,
  ): Promise<Float64Array> {
    const { label } = this.ntuple;
    if (to - from > limits.blockValues) {
      throw new ReadError(
        'too-large',
        `${label}: ${to - from} values of one field are wanted at once, allowed are ${limits.blockValues}`,
      );
    }
    const id = columns.find((one) => !this.pagesOf(cluster, one).suppressed);
    if (id === undefined) throw broken(label, `column ${columns[0]} is in no way stored`);
    const column = this.ntuple.columns[id];
    const { pages, elements } = this.pagesOf(cluster, id);
    const zeros = column.deferred && total !== null ? Math.max(0, total - elements) : 0;
    if (to > zeros + elements) {
      throw broken(label, `column ${id} has ${zeros + elements} elements in a cluster, ${to} are wanted`);
    }
    const out = new Float64Array(to - from);
    let at = Math.max(0, zeros - from);
    let number = pageAt(pages, from + at - zeros);
    while (at < out.length) {
      const page = pages[number++];
      const first = from + at - zeros - page.first;
      const last = Math.min(page.elements, first + out.length - at);
      decode(column, await this.page(id, page), page.elements, first, last, out, at);
      at += last - first;
    }
    return out;
  }

  private async page(id: number, page: Page): Promise<Uint8Array> {
    const kept = this.kept.get(id);
    if (kept?.page === page) return kept.bytes;
    const { label, columns } = this.ntuple;
    const { seek, bytes } = page;
    const length = pageBytes(columns[id], page.elements);
    if (!(bytes > 0 && bytes <= limits.basketBytes && seek + bytes <= this.source.size)) {
      throw broken(label, `a page of ${bytes} bytes is wanted at ${seek}, the file has ${this.source.size}`);
    }
    checkSize(label, 'a page', bytes, length, limits.basketBytes);
    const packed = await this.source.bytes(seek, seek + bytes);
    const data = bytes === length ? packed : await unpacked(label, 'a page', packed, length);
    this.held += length - (kept?.bytes.length ?? 0);
    if (this.held > limits.bufferBytes) {
      this.kept.clear();
      this.held = length;
    }
    this.kept.set(id, { page, bytes: data });
    return data;
  }

  private pagesOf(cluster: Cluster, column: number): Pages {
    const known = cluster.pages.get(column);
    if (known) return known;
    const at = column < cluster.at.length ? cluster.at[column] : -1;
    const pages = at < 0 ? NONE : readPages(cluster.cursor, at);
    cluster.pages.set(column, pages);
    return pages;
  }

  private async cluster(event: number): Promise<Cluster> {
    const group = this.ntuple.groups.find(({ first, entries }) => event >= first && event < first + entries);
    if (!group) throw broken(this.ntuple.label, `event ${event} is in none of its clusters`);
    const list = this.list?.group === group ? this.list : { group, clusters: await this.clustersOf(group) };
    this.list = list;
    const { clusters } = list;
    let [low, high] = [0, clusters.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (clusters[middle].first <= event) low = middle;
      else high = middle - 1;
    }
    return clusters[low];
  }

  private async clustersOf(group: ClusterGroup): Promise<Cluster[]> {
    const { label, checksum } = this.ntuple;
    const cursor = await envelopeOf(this.source, label, group.link, PAGE_LIST);
    if (cursor.checksum() !== checksum) throw broken(label, 'a page list does not belong to its header');
    const summaries: { readonly first: number; readonly entries: number }[] = [];
    cursor.list(() => {
      summaries.push(
        cursor.record(() => {
          const first = cursor.u64();
          const low = cursor.u32() + cursor.u16() * 2 ** 32;
          const high = cursor.u16();
          if ((high >> 8) & 1) {
            throw new ReadError('unsupported', `${label}: its clusters are in shards, which are not read`);
          }
          return { first, entries: low + (high & 0xff) * 2 ** 48 };
        }),
      );
    }, 24);
    const order = summaries.map((_, i) => i).sort((a, b) => summaries[a].first - summaries[b].first);
    let end = group.first;
    for (const i of order) {
      const { first, entries } = summaries[i];
      if (first !== end || !(entries > 0)) {
        throw broken(
          label,
          `a cluster has events ${first} to ${first + entries}, expected are those from ${end} on`,
        );
      }
      end = first + entries;
    }
    if (end !== group.first + group.entries) {
      throw broken(label, `its clusters end at event ${end}, expected is ${group.first + group.entries}`);
    }
    const places = readPlaces(cursor);
    if (places.length !== summaries.length) {
      throw broken(label, `a page list has ${places.length} clusters, expected are ${summaries.length}`);
    }
    return order.map((i) => ({ cursor, ...summaries[i], at: places[i], pages: new Map() }));
  }
}

/** [clusters][columns] Where the lists of pages begin. */
function readPlaces(cursor: Cursor): Int32Array[] {
  const out: Int32Array[] = [];
  const outer = cursor.openList(LEAST_LIST);
  for (let i = 0; i < outer.items; i++) {
    const { items, end } = cursor.openList(LEAST_LIST);
    const at = new Int32Array(items);
    for (let c = 0; c < items; c++) {
      at[c] = cursor.at;
      cursor.at = cursor.openList(0).end;
    }
    if (cursor.at > end || end > outer.end) cursor.fail(end);
    cursor.at = end;
    out.push(at);
  }
  return out;
}

function readPages(cursor: Cursor, at: number): Pages {
  cursor.at = at;
  const { items } = cursor.openList(0);
  if (items * LEAST_PAGE > cursor.end - cursor.at) cursor.fail(at);
  const pages: Page[] = [];
  let first = 0;
  for (let i = 0; i < items; i++) {
    // Negative where a checksum stands behind the page.
    const elements = Math.abs(cursor.i32());
    pages.push({ first, elements, ...cursor.locator() });
    first += elements;
  }
  return { suppressed: cursor.i64() < 0, elements: first, pages };
}

/** The page that holds element `at`. */
function pageAt(pages: readonly Page[], at: number): number {
  let [low, high] = [0, pages.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle].first <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
