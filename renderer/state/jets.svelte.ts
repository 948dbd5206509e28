// The jets of the event on show: asked for when they are wanted, again when the event or what is asked changes, and
// never those of another event. One of them may be chosen; a click can then fit a shape to it.

import type {
  ErrorData,
  EventData,
  JetStructureRequest,
  JetsRequest,
  JetsView,
  JetView,
  Pileup,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import { wrapPhi } from '../../workers/core/geometry.ts';
import { regionOutlines } from '../../workers/figure/jet-regions.ts';
import { type DrawnJet, jetAt, sceneJets } from '../../workers/figure/jets.ts';
import type { SceneJets } from '../../workers/figure/types.ts';
import type { Client } from '../client/index.ts';
import { askedFrame } from './frame-choice.ts';
import { areasAsked, changedJets, FIRST_JETS, type JetsChoice, jetsRequest } from './jets-choice.ts';
import { latest } from './latest.ts';

/** Of a jet without an outline a click takes the nearest particle, this far at most, rad. */
const REACH = 0.15;

export class Jets {
  on = $state(false);
  choice = $state.raw<JetsChoice>(FIRST_JETS);
  /** Place in `list` of the one chosen. */
  chosen = $state<number | null>(null);
  error = $state.raw<ErrorData | null>(null);
  /** What is shown is not yet what is asked for. */
  waiting = $state(false);

  #data = $state.raw<EventData | null>(null);
  #view = $state.raw<JetsView | null>(null);
  #wanted: JetsRequest | null = null;
  readonly #ask;

  constructor(client: Client) {
    this.#ask = latest<JetsRequest, JetsView>(
      (request) => client.api.jets(request),
      (view, request) => {
        if (request !== this.#wanted) return;
        this.waiting = false;
        this.error = null;
        this.#view = view;
      },
      (error, request) => {
        if (request !== this.#wanted) return;
        this.waiting = false;
        this.error = RingsideError.from(error).toData();
        this.#view = null;
      },
    );
  }

  /** Hardest first; empty while they are not known. */
  readonly list: readonly JetView[] = $derived(this.#view?.jets ?? []);

  /** Of the event; null where it was not asked for. */
  readonly pileup: Pileup | null = $derived.by(() => {
    const { rho, sigma } = this.#view ?? {};
    return rho === undefined || sigma === undefined ? null : { rho, sigma };
  });

  /** With where each catches soft particles, where that was asked. */
  readonly #drawn: readonly DrawnJet[] = $derived.by(() => {
    const { jets = [], regions } = this.#view ?? {};
    return regions ? jets.map((jet, k) => ({ ...jet, region: regionOutlines(regions, k) })) : jets;
  });

  /** For the plane; null without an answer. */
  readonly scene: SceneJets | null = $derived.by(() => {
    const [data, view] = [this.#data, this.#view];
    return data && view && sceneJets(data, this.#drawn, view.jetOf, this.chosen);
  });

  /** Of the chosen one; null for none. Places in the file's event, ascending. */
  get particles(): readonly number[] | null {
    return this.chosen === null ? null : (this.list[this.chosen]?.constituents ?? null);
  }

  /** Asks for the inside of the chosen jet; null while there is none. */
  readonly structureRequest: JetStructureRequest | null = $derived.by(() => {
    const [data, jet] = [this.#data, this.chosen];
    if (!this.on || !data || jet === null || this.waiting) return null;
    return { ...this.#request(data), jet };
  });

  /** Another event, or none. */
  show(data: EventData | null): void {
    this.#data = data;
    this.#forget();
    this.#want();
  }

  switch(on: boolean): void {
    if (on === this.on) return;
    this.on = on;
    this.#forget();
    this.#want();
  }

  /** What is shown stays until the answer is there. */
  change(change: Partial<JetsChoice>): void {
    this.choice = changedJets(this.choice, change);
    this.chosen = null;
    this.#want();
  }

  /** The jets stay the same ones. */
  showAreas(areas: boolean): void {
    this.choice = changedJets(this.choice, { areas });
    this.#want();
  }

  /** Jets without an outline, since their particles lie all around the beam. */
  readonly outlineless: number = $derived(
    this.scene?.jets.filter(({ outline }, jet) => outline.length === 0 && this.scene?.of.includes(jet))
      .length ?? 0,
  );

  /** The jet at a place of the plane, the smallest of several; null for none. */
  at(y: number, phi: number): number | null {
    return this.scene && (jetAt(this.scene, y, phi) ?? this.#nearest(this.scene, y, phi));
  }

  /** Among jets without an outline. */
  #nearest({ of, jets }: SceneJets, y: number, phi: number): number | null {
    const data = this.#data;
    let found: number | null = null;
    let least: number = REACH;
    of.forEach((jet, i) => {
      if (!data || jet < 0 || jets[jet].outline.length > 0) return;
      const d = Math.hypot(data.y[i] - y, wrapPhi(data.phi[i] - phi));
      if (d >= least) return;
      least = d;
      found = jet;
    });
    return found;
  }

  toJSON(): Record<string, unknown> {
    return { on: this.on, ...this.choice };
  }

  restore(saved: unknown): void {
    if (typeof saved !== 'object' || saved === null) return;
    const found = saved as Readonly<Record<string, unknown>>;
    this.choice = changedJets(this.choice, found);
    this.switch(found.on === true);
  }

  /** In the frame that the event is seen from. */
  #request(data: EventData): JetsRequest {
    return { ...jetsRequest(data.dataset, data.event, this.choice), ...askedFrame(data.frame?.frame) };
  }

  #forget(): void {
    this.#view = null;
    this.chosen = null;
    this.error = null;
    this.waiting = false;
    this.#wanted = null;
  }

  #want(): void {
    const data = this.#data;
    if (!this.on || !data) return;
    this.#wanted = { ...this.#request(data), ...areasAsked(this.choice) };
    this.waiting = true;
    this.#ask.ask(this.#wanted);
  }
}
