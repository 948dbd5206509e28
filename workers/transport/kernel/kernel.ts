// The compiled inner loops (assembly/), one instance with memory of its own for each solver.

import { bytesOfBase64 } from '../../core/base64.ts';
import { KERNEL } from './kernel.wasm.ts';

/** Addresses are bytes in `memory`; they change when `reserve` says so. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly weight: WebAssembly.Global;
  readonly cost: WebAssembly.Global;
  readonly prior: WebAssembly.Global;
  readonly dual: WebAssembly.Global;
  readonly flow: WebAssembly.Global;
  readonly parent: WebAssembly.Global;
  readonly places: WebAssembly.Global;
  readonly potential: WebAssembly.Global;
  /** 0: there was room; 1: addresses have changed and contents are lost; −1: no memory. */
  reserve(nodes: number, pairs: number): -1 | 0 | 1;
  begin(hubs: number, spokes: number): void;
  fillCosts(scale: number, squared: 0 | 1): void;
  priorFromSpokes(): void;
  level(): number;
  scale(): number;
  solve(warm: 0 | 1, tolerance: number, most: number): 0 | 1;
  pivots(): number;
  value(): number;
  certify(): number;
}

let compiled: WebAssembly.Module | null = null;

export function createKernel(): Kernel {
  compiled ??= new WebAssembly.Module(bytesOfBase64(KERNEL));
  return new WebAssembly.Instance(compiled).exports as unknown as Kernel;
}
