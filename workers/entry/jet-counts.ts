// What `info` tells of a file's jets: how many there are, of how many particles, and the sums of their momenta.

import type { EventColumns } from '../core/events.ts';
import { eventMomenta, type Jet } from '../jets/index.ts';
import type { jetFinder } from './jet-finder.ts';
import type { JetCounts, Spread } from './tasks.ts';

/** Least, most and sum of numbers that come one by one. */
class Spreading {
  private count = 0;
  sum = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;

  add(value: number): void {
    this.count++;
    this.sum += value;
    this.min = Math.min(this.min, value);
    this.max = Math.max(this.max, value);
  }

  told(): Spread | null {
    const { count, sum, min, max } = this;
    return count === 0 ? null : { min, mean: sum / count, max };
  }
}

export class JetCounter {
  private readonly perEvent = new Spreading();
  private readonly perJet = new Spreading();
  private readonly sums = { pt: 0, px: 0, py: 0, pz: 0, E: 0 };

  constructor(private readonly find: ReturnType<typeof jetFinder>) {}

  add(columns: EventColumns, check: () => void): void {
    for (let i = 0; i < columns.events; i++) {
      check();
      const { jets } = this.find(eventMomenta(columns, columns.first + i));
      this.perEvent.add(jets.length);
      for (const jet of jets) this.addJet(jet);
    }
  }

  private addJet(jet: Jet): void {
    this.perJet.add(jet.constituents.length);
    for (const name of ['pt', 'px', 'py', 'pz', 'E'] as const) this.sums[name] += jet[name];
  }

  told(): JetCounts {
    return {
      jets: this.perEvent.sum,
      particles: this.perJet.sum,
      per_event: this.perEvent.told(),
      per_jet: this.perJet.told(),
      sums: this.sums,
    };
  }
}
