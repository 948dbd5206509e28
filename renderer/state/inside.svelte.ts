// A jet from within: its declusterings in the Lund plane, one of which may be pointed at, and the tree of its history. Asked for
// while they are looked at.

import type {
  ErrorData,
  JetNode,
  JetStructure,
  JetStructureRequest,
  LundPoint,
} from '../../main/contract/index.ts';
import { RingsideError } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';
import { latest } from './latest.ts';

export class JetInside {
  /** In the order of the answer; those without a place in the plane (no distance, or no kt) are left out. */
  points = $state.raw<readonly LundPoint[]>([]);
  nodes = $state.raw<readonly JetNode[]>([]);
  /** Place in `points`. */
  pointed = $state<number | null>(null);
  error = $state.raw<ErrorData | null>(null);
  waiting = $state(false);

  #wanted: JetStructureRequest | null = null;
  readonly #ask;

  constructor(client: Client) {
    this.#ask = latest<JetStructureRequest, JetStructure>(
      (request) => client.api.jetStructure(request),
      ({ lund, nodes }, request) => {
        if (request !== this.#wanted) return;
        this.waiting = false;
        this.nodes = nodes;
        this.points = lund.filter(({ deltaR, kt }) => deltaR > 0 && kt > 0);
      },
      (error, request) => {
        if (request !== this.#wanted) return;
        this.waiting = false;
        this.error = RingsideError.from(error).toData();
      },
    );
  }

  /** Of another jet, or of none; what was shown is taken away. */
  look(request: JetStructureRequest | null): void {
    this.#wanted = request;
    this.points = [];
    this.nodes = [];
    this.pointed = null;
    this.error = null;
    this.waiting = request !== null;
    if (request) this.#ask.ask(request);
  }

  /** Particles of the softer branch that is pointed at; null for none. Places in the file's event. */
  get particles(): readonly number[] | null {
    return this.pointed === null ? null : (this.points[this.pointed]?.softer ?? null);
  }
}
