// Where one stands: a data set, an event of it, that event's particles, and a line for each event of the list: all of them of
// what is held in memory, those in sight of a data set that is read page by page.

import type { Dataset, ErrorData, EventData, ReferenceFrame } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { PlaneEvent } from '../../workers/core/events.ts';
import type { Client } from '../client/index.ts';
import { askedFrame, LAB, sameFrame } from './frame-choice.ts';
import { latest } from './latest.ts';
import { type EventLine, PagedLines } from './paged-lines.svelte.ts';

/** Events whose summary is asked for in one call. */
const SUMMARY_CHUNK = 20_000;

/** Of a data set that is held in memory. */
export interface EventLines {
  readonly dataset: string;
  /** Lines that are known, from the first event on. */
  readonly known: number;
  readonly particles: Uint32Array;
  /** ΣpT, GeV. */
  readonly pt: Float64Array;
}

interface Wanted {
  readonly dataset: string;
  readonly event: number;
  readonly frame: ReferenceFrame;
}

export class Place {
  dataset = $state.raw<Dataset | null>(null);
  event = $state(0);
  /** The one that the event is to be seen from. */
  frame = $state.raw<ReferenceFrame>(LAB);
  /** The particles of that event; the former event's until they are here. */
  data = $state.raw<EventData | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** Null of a paged data set, which has `pages`. */
  lines = $state.raw<EventLines | null>(null);
  pages = $state.raw<PagedLines | null>(null);

  readonly #ask;

  constructor(
    private readonly client: Client,
    private readonly onEvent: (data: EventData) => void,
    private readonly onNone: () => void = () => {},
  ) {
    this.#ask = latest<Wanted, EventData>(
      ({ dataset, event, ...wanted }) => {
        const { frame } = askedFrame(wanted.frame);
        return frame ? this.client.api.event(dataset, event, frame) : this.client.api.event(dataset, event);
      },
      (data) => this.#arrived(data),
      (error, { dataset, event, frame }) => {
        if (!this.#stands(dataset, event, frame)) return;
        this.error = RingsideError.from(error).toData();
        this.data = null;
        this.onNone();
      },
    );
  }

  /** True while the shown particles are those of the event one stands at. */
  get here(): boolean {
    const { data } = this;
    return data !== null && this.#stands(data.dataset, data.event, data.frame?.frame);
  }

  #stands(dataset: string, event: number, frame: ReferenceFrame | undefined): boolean {
    return dataset === this.dataset?.id && event === this.event && sameFrame(frame, this.frame);
  }

  /** What the list says of an event; null until it is known. */
  line(event: number): EventLine | null {
    const { lines, pages } = this;
    if (pages) return pages.line(event);
    return lines && event < lines.known ? { particles: lines.particles[event], pt: lines.pt[event] } : null;
  }

  go(dataset: Dataset, event: number, frame: ReferenceFrame = LAB): void {
    const last = Math.max(0, dataset.events - 1);
    const wanted = Math.min(last, Math.max(0, Math.round(event)));
    if (this.dataset?.id !== dataset.id) {
      this.dataset = dataset;
      this.#list(dataset);
    } else this.pages?.retry();
    this.event = wanted;
    this.frame = frame;
    this.error = null;
    if (dataset.events > 0) this.#ask.ask({ dataset: dataset.id, event: wanted, frame });
    else this.data = null;
  }

  /**
   * More is known of a data set, or its file was read again. Who stands in it stays where they are, even where reading has
   * begun anew and has not come that far.
   */
  update(dataset: Dataset): void {
    const before = this.dataset;
    if (before?.id !== dataset.id || before === dataset) return;
    this.dataset = dataset;
    const other = before.hash !== null && dataset.hash !== null && before.hash !== dataset.hash;
    if (other || anew(before, dataset)) this.#list(dataset);
    else this.pages?.grow(dataset.events);
    const coming = dataset.paged?.state === 'reading' && dataset.paged.growing;
    const first = before.events === 0 && dataset.events > 0;
    const gone = !coming && this.event >= Math.max(1, dataset.events);
    if (other || first || gone) this.go(dataset, this.event, this.frame);
  }

  leave(): void {
    this.#ask.drop();
    this.dataset = null;
    this.data = null;
    this.lines = null;
    this.pages?.leave();
    this.pages = null;
    this.error = null;
    this.event = 0;
  }

  #arrived(data: EventData): void {
    if (!this.#stands(data.dataset, data.event, data.frame?.frame)) return;
    this.data = data;
    this.error = null;
    this.onEvent(data);
  }

  /** Begins with no line known. */
  #list(dataset: Dataset): void {
    this.pages?.leave();
    this.pages = null;
    this.lines = null;
    if (dataset.paged) {
      const ask = (id: string, first: number, count: number) => this.client.api.summaries(id, first, count);
      this.pages = new PagedLines(ask, dataset.id, dataset.paged.events, dataset);
    } else void this.#summarise(dataset);
  }

  async #summarise(dataset: Dataset): Promise<void> {
    const particles = new Uint32Array(dataset.events);
    const pt = new Float64Array(dataset.events);
    this.lines = { dataset: dataset.id, known: 0, particles, pt };
    try {
      for (let first = 0; first < dataset.events; first += SUMMARY_CHUNK) {
        const count = Math.min(SUMMARY_CHUNK, dataset.events - first);
        const part = await this.client.api.summaries(dataset.id, first, count);
        if (this.lines?.particles !== particles) return;
        particles.set(part.particles, first);
        pt.set(part.pt, first);
        this.lines = { dataset: dataset.id, known: first + count, particles, pt };
      }
    } catch (error) {
      if (this.lines?.particles === particles) this.error = RingsideError.from(error).toData();
    }
  }
}

/** Whether the file is being read from its beginning once more. */
function anew(before: Dataset, now: Dataset): boolean {
  const begun = now.paged?.state === 'reading' && before.paged?.state !== 'reading';
  return begun || before.paged?.events !== now.paged?.events;
}

/** An event's particles in the form that shapes and selections work on. */
export function asPlaneEvent(data: EventData): PlaneEvent {
  return {
    event: data.event,
    pt: data.pt,
    y: data.y,
    phi: data.phi,
    mass: data.mass,
    pid: data.pid,
    index: data.index,
  };
}

/** Place of the hardest particle, or null where there is none. */
export function hardest(data: EventData): [number, number] | null {
  let best = -1;
  for (let i = 0; i < data.pt.length; i++) if (best < 0 || data.pt[i] > data.pt[best]) best = i;
  return best < 0 ? null : [data.y[best], data.phi[best]];
}
