// What dimension, medoids and map have in common: the distances between all events of some files, held in memory.

import type { EventRange, SquareMatrix } from '../../workers/entry/tasks.ts';
import type { DistanceOptions } from '../contract/geometry.ts';
import type { AnyJetRequest } from '../contract/jets.ts';
import { type ComputePool, heldValues, matrixGrid } from '../service/batch.ts';
import { fillGrid } from './fill.ts';
import { type Io, usage } from './io.ts';

/** Events of a matrix in memory: 2 GiB. */
const MOST_EVENTS = 2 ** 14;

export interface MatrixWork {
  readonly command: string;
  readonly io: Io;
  readonly pool: ComputePool;
  readonly threads: number;
  readonly settings: DistanceOptions;
  readonly jets: AnyJetRequest | null;
}

export async function squareOf(work: MatrixWork, ranges: readonly EventRange[]): Promise<SquareMatrix> {
  const { command, jets, ...filling } = work;
  const size = ranges.reduce((sum, { first, end }) => sum + end - first, 0);
  if (size > MOST_EVENTS) {
    throw usage(
      `${command}: ${size} events are too many for a matrix in memory, allowed are ${MOST_EVENTS}`,
      'Give --events a:b.',
    );
  }
  const grid = matrixGrid(size, size, true);
  const values = heldValues(grid);
  const undefinedPairs = await fillGrid({
    ...filling,
    grid,
    rows: ranges,
    columns: null,
    pairs: null,
    values,
  });
  tellUndefined(work.io, undefinedPairs, jets);
  return { matrix: { kind: 'shared', values: values.all }, size };
}

export function tellUndefined(io: Io, pairs: number, jets: AnyJetRequest | null): void {
  if (pairs === 0) return;
  const why = jets ? 'a jet without particles in the plane' : 'an event without particles';
  io.stderr(`ringside: ${pairs} distances are not defined: ${why}\n`);
}

/** `--events` that a file does not have; `there` are those of them that it has. */
export function checkEvents(file: string, there: number, given: readonly [number, number] | null): void {
  if (given === null || there > 0) return;
  const [from, to] = given;
  const text = `${from}:${to === Number.MAX_SAFE_INTEGER ? '' : to}`;
  throw usage(`--events is ${text}, ${file} has none of these events`);
}

/** A --k that is given and larger than what is there to choose from; the default takes what there is. */
export function checkCount(given: string | undefined, k: number, most: number, reason: string): void {
  if (given === undefined || k <= most) return;
  const allowed = most < 1 ? 'none' : most === 1 ? '1' : `a whole number from 1 to ${most}`;
  throw usage(`--k is ${k}, allowed is ${allowed}: ${reason}`);
}

export function countOf(count: number, jets: AnyJetRequest | null = null): string {
  const what = jets ? 'jet' : 'event';
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

/** JSON has no NaN. */
export const orNull = (value: number) => (Number.isNaN(value) ? null : value);
