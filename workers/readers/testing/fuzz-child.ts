// The process that reads hostile files and may die of one: a message in, what came of it out.

import { readFileSync } from 'node:fs';
import { fileSource, memorySource } from '../index.ts';
import { type Outcome, readings } from './refuse.ts';

export interface Task {
  readonly name: string;
  /** Or where the file stands that holds them. */
  readonly bytes: Uint8Array | string;
}

export interface Answer {
  readonly outcome: Outcome | 'fault';
  /** Of a fault. */
  readonly reason: string;
  /** Of the processor, for the longest of its readings. */
  readonly ms: number;
  /** The most that this process has had in memory at once since it began, all in all (MB). */
  readonly mb: number;
}

/** Above this (MB) the collector is called between two readings of a file: both are not in memory at once in the application. */
const MUCH = 150;
const collect = () => {
  if (process.memoryUsage.rss() > MUCH * 2 ** 20) globalThis.gc?.();
};

/** The most that this process has had in memory (bytes). What the system tells of any process begins with its parent's. */
function peak(): number {
  const { maxRSS } = process.resourceUsage();
  if (process.platform !== 'linux') return maxRSS * 1024;
  const own = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(own ?? maxRSS) * 1024;
}

process.on('message', async ({ name, bytes }: Task) => {
  let reading: { readonly outcome: Answer['outcome']; readonly ms: number };
  let reason = '';
  try {
    collect();
    const source =
      typeof bytes === 'string' ? { ...(await fileSource(bytes)), name } : memorySource(name, bytes);
    reading = await readings(source, { between: collect });
  } catch (error) {
    reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    reading = { outcome: 'fault', ms: 0 };
  }
  const answer: Answer = { ...reading, reason, mb: peak() / 2 ** 20 };
  process.send?.(answer);
});
