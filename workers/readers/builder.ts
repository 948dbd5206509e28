// Rows or blocks in, event columns out: roles become pT, y, φ, m, pid; what cannot be a particle is counted, by reason.

import { firstOf, float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import { Cutter } from './cuts.ts';
import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { ParticleColumns, reasons } from './particle.ts';
import { Store } from './store.ts';
import { Sums } from './sums.ts';
import { type Block, feedRows, type RawTable, type RowSink, type Selection } from './table.ts';
import type { Mapping, ReadOptions, Totals } from './types.ts';

export const DEFAULT_CHUNK_EVENTS = 1000;
/** A chunk ends early at this many particles. */
const CHUNK_PARTICLES = 500_000;
/** Particles of a block that are taken at once, or an event: those beside one with a reason go row by row. */
const PIECE_PARTICLES = 4096;

/** Of what a preset leaves out: "status is not 1". */
export function selectionReason({ column, allowed }: Selection): string {
  return `${column} is not ${allowed.join(' or ')}`;
}

export class Builder implements RowSink {
  done = false;
  private readonly place: ParticleColumns;
  private readonly extras: readonly {
    readonly name: string;
    readonly column: number;
    readonly unit: number;
  }[];
  private readonly sums: Sums;
  private readonly skipped = new Map<string, number>();
  private readonly from: number;
  private readonly to: number;
  private readonly ready: EventColumns[] = [];
  private readonly withMass: boolean;
  /** The column that the preset selects by, −1 without one. */
  private readonly chosenBy: number;
  private readonly leftOut: string;
  private readonly cutter: Cutter | null;

  private event = 0;
  private first: number;
  private offsets: number[] = [0];
  private count = 0;
  private inEvent = 0;
  private store: Store;
  private events = 0;
  private particles = 0;
  private empty = 0;

  constructor(
    private readonly file: string,
    private readonly table: RawTable,
    mapping: Mapping,
    private readonly options: ReadOptions,
    /** The file's number of the first event that will come. */
    first = 0,
  ) {
    this.event = first;
    this.place = new ParticleColumns(mapping);
    const { at, unit } = this.place;
    const vector: readonly string[] = mapping.roles;
    this.extras = table.columns.flatMap((given, column) => {
      const role = mapping.roles[column];
      // An unmapped column keeps its name unless a mapped one goes by it.
      const name = vector.includes(given) ? `${given} (unmapped)` : given;
      if (role === 'ignore') return table.numeric[column] ? [{ name, column, unit: 1 }] : [];
      const kept = role === 'px' || role === 'py' || role === 'pz' || role === 'E';
      return kept ? [{ name: role, column, unit }] : [];
    });
    this.withMass = at.mass >= 0 || at.E >= 0;
    this.chosenBy = table.selection ? table.columns.indexOf(table.selection.column) : -1;
    this.leftOut = table.selection ? selectionReason(table.selection) : '';
    this.cutter = options.cuts ? new Cutter(this.place, options.cuts) : null;
    this.sums = new Sums(table.columns.length);
    this.from = options.from ?? 0;
    this.to = options.to ?? Number.POSITIVE_INFINITY;
    this.first = this.from;
    this.store = new Store(this.extras.length);
    if (this.from >= this.to) this.done = true;
  }

  row(values: Float64Array, place: number): void {
    this.checkLength(this.event, ++this.inEvent);
    if (this.event < this.from || this.event >= this.to) return;
    const reason = this.judged(values) ?? this.cutter?.row(values) ?? null;
    if (reason !== null) this.skip(reason, 1);
    if (reason !== null && reason !== reasons.zeroPt && reason !== reasons.beam) return;
    const { store } = this;
    const { at, now } = this.place;
    const k = store.next();
    store.pt[k] = now.pt;
    store.y[k] = now.y;
    store.phi[k] = now.phi;
    store.mass[k] = now.mass;
    store.pid[k] = at.pid >= 0 ? toInt32(values[at.pid]) : 0;
    store.index[k] = place;
    for (let i = 0; i < this.extras.length; i++) {
      const extra = this.extras[i];
      store.extra[i][k] = values[extra.column] * extra.unit;
    }
    this.count++;
    this.sums.row(values);
  }

  /** Whole events, as if they came row by row: the same numbers, sums and reasons. */
  block(block: Block): void {
    const { counts } = block;
    const chunkEvents = this.options.chunkEvents ?? DEFAULT_CHUNK_EVENTS;
    let start = 0;
    for (let event = 0; event < counts.length && !this.done; ) {
      const taken = this.event >= this.from;
      let last = event;
      let end = start;
      // Up to where a chunk may end, and not beyond the range.
      do {
        this.checkLength(this.event + last - event, counts[last]);
        end += counts[last++];
      } while (
        taken &&
        last < counts.length &&
        end - start < PIECE_PARTICLES &&
        this.offsets.length + last - event <= chunkEvents &&
        this.count + end - start < CHUNK_PARTICLES &&
        this.event + last - event < this.to
      );
      if (!taken) this.endEvent();
      else if (!this.piece(block, event, last, start, end)) feedRows(block, this, event, last, start);
      start = end;
      event = last;
    }
  }

  /** Events from … to − 1, whose particles are start … end − 1. False where a particle has a reason, and nothing is taken. */
  private piece(block: Block, from: number, to: number, start: number, end: number): boolean {
    const { store } = this;
    store.room(end - start);
    if (this.chosenBy >= 0 || !this.place.many(block.columns, start, end, store)) return false;
    const shorter = this.cutter?.shorter(block, [from, to], start, store);
    if (!shorter) this.put(block, from, to, start, end);
    else {
      for (const [reason, particles] of shorter.cut) this.skip(reason, particles);
      this.put(shorter.block, 0, to - from, 0, shorter.particles);
    }
    return true;
  }

  /** The same, of which the store has pT, y, φ and mass. */
  private put(
    { counts, columns, places, left }: Block,
    from: number,
    to: number,
    start: number,
    end: number,
  ): void {
    const { store, place } = this;
    const shift = store.length - start;
    if (place.at.pid >= 0) {
      const pids = columns[place.at.pid];
      for (let i = start; i < end; i++) store.pid[i + shift] = toInt32(pids[i]);
    }
    this.extras.forEach(({ column, unit }, e) => {
      const [given, out] = [columns[column], store.extra[e]];
      for (let i = start; i < end; i++) out[i + shift] = given[i] * unit;
    });
    this.sums.rows(columns, start, end);
    if (places) store.index.set(places.subarray(start, end), store.length);
    for (let event = from, k = store.length; event < to; event++) {
      for (let i = 0; !places && i < counts[event]; i++) store.index[k++] = i;
    }
    store.length += end - start;
    for (let event = from; event < to; event++) {
      this.count += counts[event];
      if (left && left.counts[event] > 0) this.leave(left.reason, left.counts[event]);
      this.endEvent();
    }
  }

  private checkLength(event: number, particles: number): void {
    if (particles <= limits.eventParticles) return;
    throw new ReadError(
      'too-large',
      `${this.file}: event ${event} has more than ${limits.eventParticles} particles`,
      'In text, a blank line or #END between events tells them apart.',
    );
  }

  leave(reason: string, particles: number): void {
    if (this.event >= this.from && this.event < this.to) this.skip(reason, particles);
  }

  private skip(reason: string, particles: number): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + particles);
  }

  /** Places the particle; returns why it is no full particle of the event, or null. */
  private judged(values: Float64Array): string | null {
    const { selection } = this.table;
    if (!selection || this.chosenBy < 0) return this.place.one(values);
    const value = values[this.chosenBy];
    const beam = selection.beams?.includes(value) === true;
    if (!beam && !selection.allowed.includes(value)) return this.leftOut;
    const reason = this.place.one(values);
    if (!beam || (reason !== null && reason !== reasons.zeroPt)) return reason;
    // Without pT nothing has a place in the plane, or weight there; px … E tell where it went.
    this.place.now.pt = 0;
    this.place.now.y = Number.NaN;
    return reasons.beam;
  }

  endEvent(): void {
    const event = this.event++;
    this.inEvent = 0;
    if (event >= this.from && event < this.to) {
      if (this.count === this.offsets[this.offsets.length - 1]) this.empty++;
      this.offsets.push(this.count);
      this.events++;
      const chunkEvents = this.options.chunkEvents ?? DEFAULT_CHUNK_EVENTS;
      if (this.offsets.length > chunkEvents || this.count >= CHUNK_PARTICLES) this.cut();
    }
    if (this.event >= this.to) this.done = true;
  }

  /** Chunks that are complete; after the last row, `finish` first. */
  take(): EventColumns[] {
    return this.ready.splice(0);
  }

  finish(): void {
    if (this.offsets.length > 1) this.cut();
  }

  totals(): Totals {
    const sums: Record<string, number> = {};
    this.table.columns.forEach((name, i) => {
      if (this.table.numeric[i]) sums[name] = this.sums.of(i);
    });
    const { events, particles, empty } = this;
    return { events, particles, sums, skipped: Object.fromEntries(this.skipped), emptyEvents: empty };
  }

  private cut(): void {
    const { store, count } = this;
    const shared = this.options.shared === true;
    const offsets = uint32(this.offsets.length, shared);
    offsets.set(this.offsets);
    const extra: Record<string, Float64Array> = {};
    this.extras.forEach(({ name }, i) => {
      extra[name] = firstOf(store.extra[i], float64(count, shared));
    });
    this.ready.push({
      first: this.first,
      events: this.offsets.length - 1,
      offsets,
      pt: firstOf(store.pt, float64(count, shared)),
      y: firstOf(store.y, float64(count, shared)),
      phi: firstOf(store.phi, float64(count, shared)),
      mass: this.withMass ? firstOf(store.mass, float64(count, shared)) : null,
      pid: this.place.at.pid >= 0 ? firstOf(store.pid, int32(count, shared)) : null,
      index: firstOf(store.index, uint32(count, shared)),
      extra,
    });
    this.first += this.offsets.length - 1;
    this.particles += count;
    this.offsets = [0];
    this.count = 0;
    this.store.length = 0;
  }
}

function toInt32(value: number): number {
  const whole = Math.round(value);
  return Math.abs(whole) < 2 ** 31 ? whole : 0;
}
