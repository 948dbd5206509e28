// Events as a NumPy array X[event, particle, (pt, y, phi[, pid or mass])], zero-padded; .npy plain, .npz deflated.
// Items are float32 where every number is one exactly, else float64: nothing is ever rounded.
// The fourth column is what a reader will take it for (DESIGN §3): pid where some |pid| ≥ 11, else the mass.
// A particle with pT = 0 has no rapidity, and stands as (0, 0, φ, …).

import { zipSync } from 'fflate';
import type { EventColumns } from '../core/events.ts';
import { WriteError } from './errors.ts';

/** Bytes of one padded array. */
const MOST_BYTES = 2 ** 31 - 1;
/** Same bytes for the same events: zip members bear no real time. DOS time begins in 1980. */
export const TIME = new Date(1980, 0, 1);

export function npyBytes(columns: EventColumns): Uint8Array {
  const { events, offsets } = columns;
  let slots = 0;
  for (let i = 0; i < events; i++) slots = Math.max(slots, offsets[i + 1] - offsets[i]);
  const fourth = columns.pid?.some(isSpecies) ? columns.pid : columns.mass;
  const filled: ArrayLike<number>[] = [columns.pt, columns.y, columns.phi, ...(fourth ? [fourth] : [])];
  const width = filled.length;
  const single = filled.every((column) => exactInFloat32(column));
  const bytes = events * slots * width * (single ? 4 : 8);
  if (bytes > MOST_BYTES) {
    throw new WriteError(
      'too-large',
      `the array (${events}, ${slots}, ${width}) needs ${bytes} bytes, allowed are ${MOST_BYTES}`,
      'Write CSV, or fewer events.',
    );
  }
  const header = headerBytes(`(${events}, ${slots}, ${width})`, single ? '<f4' : '<f8');
  const out = new Uint8Array(header.length + bytes);
  out.set(header);
  const view = new DataView(out.buffer, header.length);
  for (let event = 0; event < events; event++) {
    for (let k = offsets[event]; k < offsets[event + 1]; k++) {
      for (let c = 0; c < width; c++) {
        const at = (event * slots + (k - offsets[event])) * width + c;
        const value = filled[c][k];
        const number = Number.isNaN(value) ? 0 : value;
        if (single) view.setFloat32(4 * at, number, true);
        else view.setFloat64(8 * at, number, true);
      }
    }
  }
  return out;
}

/** What tells a column of species from one of masses: PDG numbers below are quarks and other rare guests. */
export function isSpecies(pid: number): boolean {
  return Math.abs(pid) >= 11;
}

export function npzBytes(columns: EventColumns): Uint8Array {
  return zipSync({ 'X.npy': [npyBytes(columns), { level: 6, mtime: TIME }] });
}

function exactInFloat32(column: ArrayLike<number>): boolean {
  for (let i = 0; i < column.length; i++) {
    if (Math.fround(column[i]) !== column[i] && !Number.isNaN(column[i])) return false;
  }
  return true;
}

/** NEP 1, version 1.0: padded with blanks so that the data begin at a multiple of 64 bytes. */
export function headerBytes(shape: string, descr: string): Uint8Array {
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const length = Math.ceil((10 + text.length + 1) / 64) * 64 - 10;
  const bytes = new Uint8Array(10 + length).fill(0x20);
  bytes.set([0x93, ...new TextEncoder().encode('NUMPY'), 1, 0, length & 0xff, length >> 8]);
  bytes.set(new TextEncoder().encode(text), 10);
  bytes[bytes.length - 1] = 0x0a;
  return bytes;
}
