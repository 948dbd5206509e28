// Rows in, event columns out: roles become pT, y, φ, m, pid; what cannot be a particle is counted, by reason.

import { firstOf, float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import { wrapPhi } from '../core/geometry.ts';
import { ReadError } from './errors.ts';
import { massSquared, rapidity, rapidityOfEta } from './kinematics.ts';
import { limits } from './limits.ts';
import { Store } from './store.ts';
import type { RawTable, RowSink, Selection } from './table.ts';
import type { Mapping, ReadOptions, Role, Totals } from './types.ts';

export const DEFAULT_CHUNK_EVENTS = 1000;
/** A chunk ends early at this many particles. */
const CHUNK_PARTICLES = 500_000;

/** Why a particle is not in the columns; with pT = 0, and of a beam, it is there, and has no place in the plane. */
export const reasons = {
  nan: 'not a number',
  infinite: 'infinite',
  negativePt: 'negative pT',
  negativeEnergy: 'negative E',
  zeroPt: 'pT = 0',
  beam: 'beam',
} as const;

/** Of what a preset leaves out: "status is not 1". */
export function selectionReason({ column, allowed }: Selection): string {
  return `${column} is not ${allowed.join(' or ')}`;
}

export class Builder implements RowSink {
  done = false;
  private readonly at: Readonly<Record<Role, number>>;
  private readonly unit: number;
  private readonly extras: readonly {
    readonly name: string;
    readonly column: number;
    readonly unit: number;
  }[];
  private readonly sums: Float64Array;
  private readonly carries: Float64Array;
  private readonly skipped = new Map<string, number>();
  private readonly from: number;
  private readonly to: number;
  private readonly ready: EventColumns[] = [];
  private readonly withMass: boolean;
  /** Columns that must be finite for a particle to be one. */
  private readonly used: readonly number[];
  private readonly polar: boolean;
  /** The column of y or η. */
  private readonly angle: number;
  private readonly now = { pt: 0, y: 0, phi: 0, mass: 0 };
  /** The column that the preset selects by, −1 without one. */
  private readonly chosenBy: number;
  private readonly leftOut: string;

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
    const at = {} as Record<Role, number>;
    for (const role of ['px', 'py', 'pz', 'E', 'pt', 'y', 'eta', 'phi', 'mass', 'pid', 'event'] as const) {
      at[role] = mapping.roles.indexOf(role);
    }
    this.at = at;
    this.unit = mapping.energyUnit === 'MeV' ? 1e-3 : 1;
    const vector: readonly string[] = mapping.roles;
    this.extras = table.columns.flatMap((given, column) => {
      const role = mapping.roles[column];
      // An unmapped column keeps its name unless a mapped one goes by it.
      const name = vector.includes(given) ? `${given} (unmapped)` : given;
      if (role === 'ignore') return table.numeric[column] ? [{ name, column, unit: 1 }] : [];
      const kept = role === 'px' || role === 'py' || role === 'pz' || role === 'E';
      return kept ? [{ name: role, column, unit: this.unit }] : [];
    });
    this.withMass = at.mass >= 0 || at.E >= 0;
    this.polar = at.pt >= 0 && at.phi >= 0 && (at.y >= 0 || at.eta >= 0);
    this.angle = at.y >= 0 ? at.y : at.eta;
    const place = this.polar
      ? [at.pt, at.phi, this.angle, at.E, at.mass]
      : [at.px, at.py, at.pz, at.E, at.mass];
    this.used = place.filter((column) => column >= 0);
    this.chosenBy = table.selection ? table.columns.indexOf(table.selection.column) : -1;
    this.leftOut = table.selection ? selectionReason(table.selection) : '';
    this.sums = new Float64Array(table.columns.length);
    this.carries = new Float64Array(table.columns.length);
    this.from = options.from ?? 0;
    this.to = options.to ?? Number.POSITIVE_INFINITY;
    this.first = this.from;
    this.store = new Store(this.extras.length);
    if (this.from >= this.to) this.done = true;
  }

  row(values: Float64Array, place: number): void {
    if (++this.inEvent > limits.eventParticles) {
      throw new ReadError(
        'too-large',
        `${this.file}: event ${this.event} has more than ${limits.eventParticles} particles`,
        'In text, a blank line or #END between events tells them apart.',
      );
    }
    if (this.event < this.from || this.event >= this.to) return;
    const reason = this.judged(values);
    if (reason !== null) this.skip(reason, 1);
    if (reason !== null && reason !== reasons.zeroPt && reason !== reasons.beam) return;
    const { at, store, now } = this;
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
    for (let i = 0; i < this.sums.length; i++) this.add(i, values[i]);
  }

  leave(reason: string, particles: number): void {
    if (this.event >= this.from && this.event < this.to) this.skip(reason, particles);
  }

  private skip(reason: string, particles: number): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + particles);
  }

  /** Writes the particle to `now`; returns why it is no full particle of the event, or null. */
  private judged(values: Float64Array): string | null {
    const { selection } = this.table;
    if (!selection || this.chosenBy < 0) return this.particle(values);
    const value = values[this.chosenBy];
    const beam = selection.beams?.includes(value) === true;
    if (!beam && !selection.allowed.includes(value)) return this.leftOut;
    const reason = this.particle(values);
    if (!beam || (reason !== null && reason !== reasons.zeroPt)) return reason;
    // Without pT nothing has a place in the plane, or weight there; px … E tell where it went.
    this.now.pt = 0;
    this.now.y = Number.NaN;
    return reasons.beam;
  }

  private particle(values: Float64Array): string | null {
    const { at, unit, now } = this;
    const reason = this.unusable(values);
    if (reason !== null) return reason;
    const energy = at.E >= 0 ? values[at.E] * unit : 0;
    now.mass = at.mass >= 0 ? Math.max(0, values[at.mass] * unit) : 0;
    if (this.polar) {
      now.pt = values[at.pt] * unit;
      now.phi = wrapPhi(values[at.phi]);
      const angle = values[this.angle];
      if (at.mass < 0 && at.E >= 0) {
        const m2 =
          at.y >= 0
            ? (energy / Math.cosh(angle)) ** 2 - now.pt * now.pt
            : energy ** 2 - (now.pt * Math.cosh(angle)) ** 2;
        now.mass = m2 > 0 ? Math.sqrt(m2) : 0;
      }
      if (at.y >= 0) now.y = now.pt > 0 ? angle : Number.NaN;
      else now.y = rapidityOfEta(now.pt, angle, now.mass);
    } else {
      const px = values[at.px] * unit;
      const py = values[at.py] * unit;
      const pz = values[at.pz] * unit;
      now.pt = Math.hypot(px, py);
      now.phi = wrapPhi(Math.atan2(py, px));
      if (at.E >= 0 && at.mass < 0) now.mass = Math.sqrt(massSquared(now.pt, pz, energy));
      now.y = rapidity(now.pt, pz, at.E >= 0 ? energy : Math.hypot(now.pt, pz, now.mass));
    }
    if (now.pt < 0) return reasons.negativePt;
    if (energy < 0) return reasons.negativeEnergy;
    // Numbers so large that their squares overflow.
    if (!Number.isFinite(now.pt) || !Number.isFinite(now.mass)) return reasons.infinite;
    if (now.pt > 0 && !Number.isFinite(now.y)) return reasons.infinite;
    return now.pt === 0 ? reasons.zeroPt : null;
  }

  private unusable(values: Float64Array): string | null {
    let reason: string | null = null;
    for (const column of this.used) {
      const value = values[column];
      if (Number.isFinite(value)) continue;
      // A particle with pT = 0 has no rapidity, and files say so.
      if (column === this.angle && values[this.at.pt] === 0) continue;
      if (Number.isNaN(value)) return reasons.nan;
      reason = reasons.infinite;
    }
    return reason;
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
      if (this.table.numeric[i]) sums[name] = this.sums[i] + this.carries[i];
    });
    const { events, particles, empty } = this;
    return { events, particles, sums, skipped: Object.fromEntries(this.skipped), emptyEvents: empty };
  }

  /** Neumaier's compensated sum; an empty cell of an unmapped column adds nothing. */
  private add(i: number, value: number): void {
    if (!Number.isFinite(value)) return;
    const sum = this.sums[i] + value;
    this.carries[i] +=
      Math.abs(this.sums[i]) >= Math.abs(value) ? this.sums[i] - sum + value : value - sum + this.sums[i];
    this.sums[i] = sum;
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
      pid: this.at.pid >= 0 ? firstOf(store.pid, int32(count, shared)) : null,
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
