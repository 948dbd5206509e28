// Event files that the tests make, good and bad; and the command line, to compare with.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { zipSync } from 'fflate';

const root = resolve(import.meta.dirname, '..');

/** One particle: pT in GeV, y, φ. */
export type Particle = readonly [pt: number, y: number, phi: number];

/** npy of format 1.0 with little-endian doubles, or with whatever `descr` claims. */
export function npy(shape: readonly number[], values: readonly number[], descr = '<f8'): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64;
  const head = Buffer.alloc(length, ' ');
  head.write('\x93NUMPY\x01\x00', 0, 'latin1');
  head.writeUInt16LE(length - 10, 8);
  head.write(text, 10, 'latin1');
  head.write('\n', length - 1, 'latin1');
  return Buffer.concat([head, Buffer.from(Float64Array.from(values).buffer)]);
}

export const npz = (name: string, bytes: Uint8Array): Uint8Array => zipSync({ [`${name}.npy`]: bytes });

/** Events of (pt, y, φ), zero-padded. */
export function npzOf(events: readonly (readonly Particle[])[]): Uint8Array {
  const most = Math.max(...events.map((event) => event.length));
  const values = events.flatMap((event) =>
    Array.from({ length: most }, (_, i) => event[i] ?? [0, 0, 0]).flat(),
  );
  return npz('X', npy([events.length, most, 3], values));
}

export function csvOf(events: readonly (readonly Particle[])[]): Uint8Array {
  const lines = events.flatMap((event, i) => event.map((particle) => [i, ...particle].join(',')));
  return Buffer.from(`event,pt,y,phi\n${lines.join('\n')}\n`);
}

/** Repeatable numbers in [0, 1): a linear congruential generator is random enough for test events. */
export function random(seed: number): () => number {
  let state = BigInt(seed);
  return () => {
    state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
    return Number(state >> 11n) / 2 ** 53;
  };
}

/** `n` particles spread around (y, φ) within `radius`. */
export function cluster(n: number, y: number, phi: number, radius: number, seed = 1): Particle[] {
  const next = random(seed);
  return Array.from({ length: n }, () => {
    const r = radius * Math.sqrt(next());
    const turn = 2 * Math.PI * next();
    const around = phi + r * Math.sin(turn);
    const wrapped = around - 2 * Math.PI * Math.ceil((around - Math.PI) / (2 * Math.PI));
    return [1 + 20 * next() ** 4, y + r * Math.cos(turn), wrapped];
  });
}

/** Runs the command line on its own; resolves to what it printed. */
export async function cli(args: readonly string[], cwd: string): Promise<string> {
  const options = { cwd, env: { ...process.env, INIT_CWD: cwd }, maxBuffer: 2 ** 28 };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(root, 'out/main/cli.js'), ...args],
    options,
  );
  return stdout;
}

export function put(folder: string, name: string, bytes: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** A reference file of the group, or null with the reason printed. */
export function shared(name: string): string | null {
  const path = resolve(root, '../shared/data', name);
  if (existsSync(path)) return path;
  console.log(`${path} is not there: the test on that file is not run`);
  return null;
}

export const bytesOf = (path: string): Uint8Array => readFileSync(path);
