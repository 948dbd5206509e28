// A batch tells what it has done in parts, each of some length of time: neither a message an event nor one at the end.

/** Milliseconds of work between two parts of a batch: what a progress line needs, and what a kill may cost. */
export const PART_MS = 100;

/** Gathers what each event gives. `done` after each event sends what is there if it is time; `flush` at the end, whatever is left. */
export class Outbox<Item, Problem> {
  private items: Item[] = [];
  private problems: Problem[] = [];
  private told = performance.now();
  private readonly send: (items: readonly Item[], problems: readonly Problem[]) => void;

  constructor(send: (items: readonly Item[], problems: readonly Problem[]) => void) {
    this.send = send;
  }

  done(item: Item, problems: readonly Problem[] = []): void {
    this.items.push(item);
    this.problems.push(...problems);
    if (performance.now() - this.told >= PART_MS) this.flush();
  }

  flush(): void {
    if (this.items.length > 0) this.send(this.items, this.problems);
    this.items = [];
    this.problems = [];
    this.told = performance.now();
  }
}
