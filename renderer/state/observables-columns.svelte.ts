// The columns of a table of observables that are looked at, with the events they belong to. While a job fills the table
// they are fetched anew now and then, less often the more there is to fetch.

import type { ErrorData, Frame } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { latest } from './latest.ts';

export interface Held {
  readonly frame: string;
  readonly where: string | null;
  readonly state: Frame['state'];
  /** Rows of the frame when it was asked, and those that pass. */
  readonly rows: number;
  readonly passing: number;
  /** [passing] */
  readonly events: Uint32Array;
  /** [passing] each; NaN where an event has no value. */
  readonly columns: ReadonlyMap<string, Float64Array>;
}

interface Wish {
  readonly frame: Frame;
  readonly where: string | null;
  readonly names: readonly string[];
}

export interface Clock {
  now(): number;
  /** Returns what stops it. */
  after(ms: number, call: () => void): () => void;
}

/** Numbers in one answer: 16 MB. */
const CHUNK = 2_000_000;
/** Pause between two looks at a table that is being filled, ms; and ms more a million numbers. */
const PAUSE = 400;
const PAUSE_A_MILLION = 1500;

export class FrameColumns {
  held = $state.raw<Held | null>(null);
  error = $state.raw<ErrorData | null>(null);

  #wish: Wish | null = null;
  #answered = 0;
  #stop: (() => void) | null = null;
  readonly #fetch;

  constructor(
    private readonly client: Client,
    private readonly clock: Clock,
  ) {
    this.#fetch = latest(
      (wish: Wish) => this.#read(wish),
      (held, wish) => {
        this.#answered = this.clock.now();
        if (!same(this.#wish, wish)) return;
        this.held = held;
        this.error = null;
        this.#look();
      },
      (error, wish) => {
        if (!same(this.#wish, wish)) return;
        this.error = RingsideError.from(error).toData();
        // What another condition let through says nothing about this one.
        if (this.held?.where !== wish.where) this.held = null;
      },
    );
  }

  /** Says what is to be held from now on; to be called again whenever the frame is further. */
  want(frame: Frame | null, where: string | null, names: readonly string[]): void {
    const before = this.#wish;
    this.#wish = frame && { frame, where, names };
    if (before?.frame.id !== frame?.id) this.held = null;
    if (!same(before, this.#wish)) {
      this.#fetch.drop();
      this.error = null;
    }
    this.#look();
  }

  /** Once more after a failure. */
  retry(): void {
    this.error = null;
    this.#look();
  }

  #look(): void {
    this.#stop?.();
    this.#stop = null;
    const wish = this.#wish;
    if (!wish || this.error) return;
    const { held } = this;
    const current = held?.frame === wish.frame.id && held.where === wish.where;
    const all = current && wish.names.every((name) => held.columns.has(name));
    const late = current && (held.rows < wish.frame.rows || held.state !== wish.frame.state);
    if (all && !late) return;
    const size = (wish.frame.rows * wish.names.length) / 1e6;
    const wait = all ? this.#answered + PAUSE + PAUSE_A_MILLION * size - this.clock.now() : 0;
    if (wait > 0) this.#stop = this.clock.after(wait, () => this.#fetch.ask(wish));
    else this.#fetch.ask(wish);
  }

  async #read({ frame, where, names }: Wish): Promise<Held> {
    const { held } = this;
    const fits = held?.frame === frame.id && held.where === where && held.state === frame.state;
    const known = fits && held.rows >= frame.rows ? held : null;
    const missing = names.filter((name) => !known?.columns.has(name));
    if (known && missing.length === 0) return known;
    const fresh = await this.#select(frame, where, missing);
    // Rows that came meanwhile would not stand beside the columns that are known.
    if (!known || fresh.rows !== known.rows) {
      return missing.length === names.length ? fresh : this.#select(frame, where, names);
    }
    return { ...known, columns: new Map([...known.columns, ...fresh.columns]) };
  }

  async #select(frame: Frame, where: string | null, columns: readonly string[]): Promise<Held> {
    const count = Math.max(1000, Math.floor(CHUNK / (columns.length + 1)));
    const ask = (first: number) =>
      this.client.api.select({ frame: frame.id, columns, where, order: null, first, count });
    const parts = [await ask(0)];
    const { passing, rows } = parts[0];
    for (let first = count; first < passing; first += count) parts.push(await ask(first));
    const n = parts.reduce((sum, part) => sum + part.events.length, 0);
    const events = new Uint32Array(n);
    const joined = columns.map(() => new Float64Array(n));
    let at = 0;
    for (const part of parts) {
      events.set(part.events, at);
      for (const [i, column] of part.columns.entries()) joined[i].set(column, at);
      at += part.events.length;
    }
    const pairs = columns.map((name, i) => [name, joined[i]] as const);
    return { frame: frame.id, where, state: frame.state, rows, passing, events, columns: new Map(pairs) };
  }
}

const same = (a: Wish | null, b: Wish | null) => a?.frame.id === b?.frame.id && a?.where === b?.where;
