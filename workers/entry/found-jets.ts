// The jets of one event for the screen. The last event's are kept: who looks into one jet after the other, or changes how they are
// groomed, does not wait for the same clustering again.

import type { AnyJetRequest, JetsRequest } from '../../main/contract/index.ts';
import type { EventColumns } from '../core/events.ts';
import { eventMomenta } from '../jets/index.ts';
import { type FoundJets, jetFinder } from './jet-finder.ts';

/** N times particles², of XCone's search: some seconds, which the thread that answers the screen may be busy. */
const MOST_WORK = 4e6;

let last: { readonly columns: EventColumns; readonly asked: string; readonly found: FoundJets } | null = null;

/** Throws RangeError for numbers that the algorithm does not allow. */
export function foundJets(
  columns: EventColumns,
  { event, jets }: Pick<JetsRequest, 'event' | 'jets'>,
): FoundJets {
  const asked = JSON.stringify({ event, jets });
  if (last === null || last.columns !== columns || last.asked !== asked) {
    last = { columns, asked, found: jetFinder(jets)(eventMomenta(columns, event)) };
  }
  return last.found;
}

/** Throws RangeError for what would keep the screen waiting for minutes. */
export function refuseLong(jets: AnyJetRequest, particles: number): void {
  if (jets.algorithm !== 'xcone' || jets.exclusive * particles ** 2 <= MOST_WORK) return;
  const most = Math.floor(MOST_WORK / particles ** 2);
  const allowed = most > 0 ? `allowed are up to ${most} jets` : 'allowed are events of fewer particles';
  throw new RangeError(
    `XCone takes too long for the screen: ${jets.exclusive} jets among ${particles} particles, ${allowed}; ringside cluster --algorithm xcone finds them`,
  );
}
