// A long run of hostile files against each reader, in a process of its own that is watched: whatever dies, throws what is
// no ReadError, breaks the rules of columns, or takes more time or memory than is allowed, is a crash.

import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { FORMATS } from '../index.ts';
import type { Answer, Task } from './fuzz-child.ts';
import { hostile } from './hostile/index.ts';
import { bomb, explosive, mutate, mutation } from './mutations.ts';
import { type Seed, seedsOf } from './seeds.ts';

/**
 * What one reading of a file may take: time of the processor (ms), so that other work on the machine is not held against it, and
 * memory of the whole process, Node and the libraries in it (MB).
 */
const TIME = 5000;
const MEMORY = 512;
/** A process that has not answered after this time (ms) hangs: four readings, on a busy machine. */
const END = 120_000;
/** Bytes that hostile files ask for, and those that are mutated. */
const SIZES = [2 ** 20, 2 ** 24, 2 ** 27];
const SMALL = 2 ** 13;
/** Larger files stand on the disk, as they would: sent, they would be in the reader's memory. */
const SENT = 2 ** 20;
/** One file in so many is a bomb: each may unpack hundreds of MB, as it is allowed to. */
const BOMBS = 1000;
/** Files drawn at once. */
const BATCH = 1000;
/** A process takes so many files, so that what the collector has not returned yet is not held against a reader. */
const LIFE = 2000;
/** No format is worth more crashes than this at once. */
const MOST = 20;

export interface Crash {
  readonly format: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

export interface Result {
  readonly format: string;
  readonly cases: number;
  readonly read: number;
  readonly refused: number;
  /** Long files, which ended when they were told to. */
  readonly cancelled: number;
  readonly crashes: number;
  readonly slowest_ms: number;
  readonly most_mb: number;
  readonly seed: number;
}

export interface Run {
  readonly cases: number;
  readonly seed: number;
  /** All formats without one. */
  readonly format?: string;
  readonly files: readonly Seed[];
  /** What crashed before: read first, as it is, and counted. */
  readonly known: readonly Seed[];
  /** The bundle of fuzz-child.ts. */
  readonly child: string;
  readonly crashed: (crash: Crash) => void;
}

export const formats = FORMATS.map(({ name }) => name);

/** One result a format. */
export async function* fuzz(run: Run): AsyncGenerator<Result> {
  for (const format of run.format === undefined ? formats : [run.format]) yield await fuzzFormat(format, run);
}

async function fuzzFormat(
  format: string,
  { cases, seed, files, known, child, crashed }: Run,
): Promise<Result> {
  const reader = new Reader(child);
  const count = { read: 0, refused: 0, cancelled: 0, crashes: 0 };
  let [slowest, most, done] = [0, 0, 0];
  try {
    const made = SIZES.map((size) => hostile(format, size));
    const before = [seedsOf(format, known), ...made];
    const small: Seed[] = [];
    for await (const one of hostile(format, SMALL, false)) small.push(one);
    for await (const task of tasks([...seedsOf(format, files), ...small], before, cases, seed)) {
      let answer = await reader.answer(task);
      // What others left behind is not this file's doing: it is judged by what it takes alone.
      if (answer.mb > MEMORY) answer = await reader.alone(task);
      most = Math.max(most, answer.mb);
      slowest = Math.max(slowest, answer.ms);
      const reason = answer.mb > MEMORY ? `${Math.round(answer.mb)} MB in memory` : answer.reason;
      done++;
      if (answer.outcome !== 'fault' && answer.mb <= MEMORY) count[answer.outcome]++;
      else {
        count.crashes++;
        crashed({ format, ...task, reason });
        if (count.crashes >= MOST) break;
      }
    }
  } finally {
    reader.end();
  }
  const [slowest_ms, most_mb] = [Math.round(slowest), Math.round(most)];
  return { format, cases: done, ...count, slowest_ms, most_mb, seed };
}

/** The same ones for the same seed. */
async function* tasks(
  seeds: readonly Seed[],
  before: readonly (Iterable<Seed> | AsyncIterable<Seed>)[],
  cases: number,
  seed: number,
): AsyncGenerator<Seed> {
  for (const files of before) yield* files;
  const file = fc.constantFrom(...seeds);
  const mutated = fc.record({ file, changes: fc.array(mutation, { minLength: 1, maxLength: 4 }) });
  const exploding = fc.record({ file, charge: bomb });
  for (let at = 0; at < cases; at += BATCH) {
    const numRuns = Math.min(BATCH, cases - at);
    const bombs = fc.sample(exploding, { numRuns: Math.ceil(numRuns / BOMBS), seed: seed + at });
    let i = 0;
    for (const { file, changes } of fc.sample(mutated, { numRuns, seed: seed + at })) {
      const charged = i % BOMBS === BOMBS / 2 ? bombs[Math.floor(i / BOMBS)] : undefined;
      i++;
      if (charged) yield { name: charged.file.name, bytes: explosive(charged.file.bytes, charged.charge) };
      else yield { name: file.name, bytes: changes.reduce(mutate, file.bytes) };
    }
  }
}

/** A process that reads, begun when it is needed and again when it died. */
class Reader {
  private process: ChildProcess | null = null;
  private age = 0;
  private readonly path: string;
  private readonly folder = mkdtempSync(join(tmpdir(), 'ringside-fuzz-'));

  constructor(path: string) {
    this.path = path;
  }

  end(): void {
    this.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private stop(): void {
    this.process?.kill('SIGKILL');
    this.process = null;
    this.age = 0;
  }

  /** In a process of its own. */
  async alone(file: Seed): Promise<Answer> {
    this.stop();
    const answer = await this.answer(file);
    this.stop();
    return answer;
  }

  async answer({ name, bytes }: Seed): Promise<Answer> {
    if (bytes.length <= SENT) return this.send({ name, bytes });
    const path = join(this.folder, 'file');
    writeFileSync(path, bytes);
    return this.send({ name, bytes: path });
  }

  private async send(task: Task): Promise<Answer> {
    if (this.age++ >= LIFE) this.stop();
    this.process ??= fork(this.path, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      execArgv: ['--expose-gc'],
    });
    const child = this.process;
    let said = '';
    const listen = (text: Buffer) => {
      said = (said + text).slice(-4000);
    };
    child.stderr?.on('data', listen);
    const begun = performance.now();
    const answer = await new Promise<Answer>((done) => {
      const fault = (reason: string): Answer => ({
        outcome: 'fault',
        reason,
        ms: performance.now() - begun,
        mb: 0,
      });
      const late = () => finish(fault(`no end within ${END} ms`));
      const died = (code: number | null, signal: string | null) =>
        finish(fault(`the process ended with ${signal ?? code}: ${said}`));
      const timer = setTimeout(late, END);
      const finish = (one: Answer) => {
        clearTimeout(timer);
        child.off('message', finish);
        child.off('exit', died);
        done(one);
      };
      child.on('message', finish);
      child.on('exit', died);
      child.send(task);
    });
    child.stderr?.off('data', listen);
    const slow = answer.outcome !== 'fault' && answer.ms > TIME;
    if (answer.outcome === 'fault') this.stop();
    return slow
      ? { ...answer, outcome: 'fault', reason: `${Math.round(answer.ms)} ms of processor time` }
      : answer;
  }
}
