// The compiled loop of clustering (assembly/), one instance a thread: a clustering leaves nothing in it for the next. Its memory
// grows to what the largest event takes, some 400 bytes a particle, and stays.

import { bytesOfBase64 } from '../../core/base64.ts';
import { KERNEL } from './kernel.wasm.ts';

/** Addresses are bytes in `memory`, whose buffer is another one after `begin`. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /** How to cluster: the geometry's number, g of the beam, d in units of f × g, power of the scale in f, winner-take-all. */
  define(geometry: 0 | 1 | 2, edge: number, unit: number, power: number, wta: 0 | 1): void;
  /** Room for so many particles. The address of px [2 × particles], after which come py, pz and E; 0: there is none. */
  begin(particles: number): number;
  /** Clusters them. The number of nodes; the columns of the history then lie one after another from px's address on. */
  cluster(steps: number): number;
}

let made: Kernel | null = null;

export function kernel(): Kernel {
  made ??= new WebAssembly.Instance(new WebAssembly.Module(bytesOfBase64(KERNEL)))
    .exports as unknown as Kernel;
  return made;
}
