// Where one stands: a data set, an event of it, that event's particles, and one line for every event of the file.

import type { Dataset, ErrorData, EventData, ReferenceFrame } from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { PlaneEvent } from '../../workers/core/events.ts';
import type { Client } from '../client/index.ts';
import { askedFrame, LAB, sameFrame } from './frame-choice.ts';
import { latest } from './latest.ts';

/** Events whose summary is asked for in one call. */
const SUMMARY_CHUNK = 20_000;

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
  lines = $state.raw<EventLines | null>(null);

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

  go(dataset: Dataset, event: number, frame: ReferenceFrame = LAB): void {
    const last = Math.max(0, dataset.events - 1);
    const wanted = Math.min(last, Math.max(0, Math.round(event)));
    if (this.dataset?.id !== dataset.id) {
      this.dataset = dataset;
      void this.#summarise(dataset);
    }
    this.event = wanted;
    this.frame = frame;
    this.error = null;
    if (dataset.events > 0) this.#ask.ask({ dataset: dataset.id, event: wanted, frame });
    else this.data = null;
  }

  leave(): void {
    this.#ask.drop();
    this.dataset = null;
    this.data = null;
    this.lines = null;
    this.error = null;
    this.event = 0;
  }

  #arrived(data: EventData): void {
    if (!this.#stands(data.dataset, data.event, data.frame?.frame)) return;
    this.data = data;
    this.error = null;
    this.onEvent(data);
  }

  async #summarise(dataset: Dataset): Promise<void> {
    const particles = new Uint32Array(dataset.events);
    const pt = new Float64Array(dataset.events);
    this.lines = { dataset: dataset.id, known: 0, particles, pt };
    try {
      for (let first = 0; first < dataset.events; first += SUMMARY_CHUNK) {
        const count = Math.min(SUMMARY_CHUNK, dataset.events - first);
        const part = await this.client.api.summaries(dataset.id, first, count);
        if (this.dataset?.id !== dataset.id) return;
        particles.set(part.particles, first);
        pt.set(part.pt, first);
        this.lines = { dataset: dataset.id, known: first + count, particles, pt };
      }
    } catch (error) {
      if (this.dataset?.id === dataset.id) this.error = RingsideError.from(error).toData();
    }
  }
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
