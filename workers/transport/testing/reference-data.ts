// For tests and benchmarks only: the reference events of ../shared/data, which are not part of the project.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import type { PlaneEvent } from '../../core/events.ts';
import { wrapPhi } from '../../core/geometry.ts';

const FOLDER = join(process.cwd(), '..', 'shared', 'data');

/** True where the folder is; prints why tests are skipped where it is not. */
export function hasReferenceData(): boolean {
  if (existsSync(FOLDER)) return true;
  console.log(`${FOLDER} is not there: comparisons with the reference data are skipped`);
  return false;
}

export function referenceJson(name: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

/** X[event, particle, (pt, y, phi, …)] of an npz, float64 little-endian in C order, zero-padded. */
export function referenceEvents(name: string): PlaneEvent[] {
  const member = unzipSync(new Uint8Array(readFileSync(join(FOLDER, name))))['X.npy'];
  const view = new DataView(member.buffer, member.byteOffset, member.byteLength);
  const headerLength = view.getUint16(8, true);
  const header = new TextDecoder().decode(member.subarray(10, 10 + headerLength));
  const shape = /'shape': \((\d+), (\d+), (\d+)\)/.exec(header);
  const kind = /'descr': '<f([48])', 'fortran_order': False/.exec(header);
  if (!shape || !kind) throw new Error(`${name}: unexpected npy header ${header}`);
  const [events, particles, columns] = shape.slice(1).map(Number);
  const width = Number(kind[1]);
  const at = (event: number, particle: number, column: number) => {
    const offset = 10 + headerLength + width * ((event * particles + particle) * columns + column);
    return width === 8 ? view.getFloat64(offset, true) : view.getFloat32(offset, true);
  };
  return Array.from({ length: events }, (_, event) => {
    const index: number[] = [];
    for (let p = 0; p < particles; p++) if (at(event, p, 0) > 0) index.push(p);
    return {
      event,
      pt: Float64Array.from(index, (p) => at(event, p, 0)),
      y: Float64Array.from(index, (p) => at(event, p, 1)),
      phi: Float64Array.from(index, (p) => wrapPhi(at(event, p, 2))),
      mass: null,
      pid: null,
      index: Uint32Array.from(index),
    };
  });
}
