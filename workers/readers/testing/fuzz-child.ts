// The process that reads hostile files and may die of one: a message in, what came of it out.

import { type Outcome, readOrRefuse } from './refuse.ts';

export interface Task {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Answer {
  readonly outcome: Outcome | 'fault';
  /** Of a fault. */
  readonly reason: string;
  readonly ms: number;
  /** The most that this process has had in memory at once since it began, all in all (MB). */
  readonly mb: number;
}

/** Above this (MB) the collector is called between two readings of a file: both are not in memory at once in the application. */
const MUCH = 150;
const collect = () => {
  if (process.memoryUsage.rss() > MUCH * 2 ** 20) globalThis.gc?.();
};

process.on('message', async ({ name, bytes }: Task) => {
  const begun = performance.now();
  let outcome: Answer['outcome'] = 'fault';
  let reason = '';
  try {
    collect();
    outcome = await readOrRefuse(name, bytes, collect);
  } catch (error) {
    reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const ms = performance.now() - begun;
  const answer: Answer = { outcome, reason, ms, mb: process.resourceUsage().maxRSS / 1024 };
  process.send?.(answer);
});
