// How much is known of a file that is larger than what is held at once: how many events and particles, how far it has been
// read, and what cannot be done before it was read to its end.

import type { Dataset, ErrorData, JobStatus } from '../../main/contract/index.ts';
import { amounts, count, duration, fixed, short } from './format.ts';
import { eventNoun } from './jet-events.ts';
import { active } from './jobs.svelte.ts';

type Known = Pick<Dataset, 'paged' | 'events'>;

/** `12 000`; `≥ 12 000` where more may come. */
export function eventsText({ paged, events }: Known): string {
  return paged?.growing ? `≥ ${count(events)}` : count(events);
}

/** `1 000 000 events, particles being counted`. */
export function contentWords(dataset: Known & Pick<Dataset, 'particles' | 'jets'>): string {
  const { paged, events, particles } = dataset;
  const some = `${eventsText(dataset)} ${eventNoun(dataset)}${events === 1 && !paged?.growing ? '' : 's'}`;
  if (particles !== null) return `${some}, ${count(particles)} particles`;
  return `${some}, particles ${paged?.state === 'stopped' ? 'not counted' : 'being counted'}`;
}

/** What reading it left out, and why; null where nothing was. */
export function leftOutWords({ skipped }: Pick<Dataset, 'skipped'>): string | null {
  const reasons = Object.entries(skipped).filter(([, some]) => some > 0);
  return reasons.length === 0 ? null : reasons.map(([reason, some]) => `${count(some)} ${reason}`).join(', ');
}

/** The job that reads the file to its end. */
export function scanOf(jobs: readonly JobStatus[], { id }: Pick<Dataset, 'id'>): JobStatus | null {
  return jobs.find((job) => job.kind === 'scan' && job.dataset === id && active(job)) ?? null;
}

/** Why reading it ended early, where it was not cancelled. */
export function scanError(jobs: readonly JobStatus[], { id, paged }: Dataset): ErrorData | null {
  if (paged?.state !== 'stopped') return null;
  return jobs.find((job) => job.kind === 'scan' && job.dataset === id)?.error ?? null;
}

/** `0.70 GB of 2.10 GB, 12 s left`; `2.10 GB` where a format does not tell how far it is. */
export function scanWords({ state, done, total, unit, left }: JobStatus): string {
  if (state === 'queued') return 'waiting for a free worker';
  if (done === 0) return amounts(total, 0, unit);
  return `${amounts(done, total, unit)}${left === null ? '' : `, ${duration(left)} left`}`;
}

/** Why nothing can be asked of all events; null where it can. */
export function notYet({ paged, events, file }: Dataset, scan: JobStatus | null): string | null {
  if (!paged?.growing) return null;
  if (paged.state === 'stopped') {
    return `${short(file.name)} was not read to its end: how many events follow the first ${count(events)} is not known. Read on, in the list of files`;
  }
  const share =
    scan && scan.total > 0 && scan.done > 0 ? ` (${fixed((100 * scan.done) / scan.total, 0)} %)` : '';
  return `${short(file.name)} is still being read${share}: how many events it has is not known yet`;
}
