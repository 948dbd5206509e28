// h5wasm, loaded once in a thread, when the first HDF5 file is opened.

import { limits } from './limits.ts';

/** Bytes by which the memory of WebAssembly grows. */
const PAGE = 65_536;
/** By how much it may grow for texts, which are names. */
const TEXT_BYTES = 8 * 2 ** 20;

const decoder = new TextDecoder();
let most: number = limits.libraryBytes;

export type Library = typeof import('h5wasm');
let library: Promise<Library> | null = null;

/** What is used of WebAssembly here, of which Node's types tell less. */
interface Memory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}
interface Instance {
  readonly exports: { readonly memory?: Memory };
}
const wasm = WebAssembly as unknown as {
  instantiate(...given: unknown[]): Promise<Instance | { readonly instance: Instance }>;
};

/**
 * Prints of the library are turned off with the console's methods that it binds when it is loaded, and its memory is bounded then:
 * a thousand texts may all be the same one of some MB, of which the library makes a thousand.
 */
export function hdf5Library(): Promise<Library> {
  library ??= (async () => {
    const { error, log } = console;
    const { instantiate } = wasm;
    const silent = () => {};
    const memories: Memory[] = [];
    Object.assign(console, { error: silent, log: silent });
    wasm.instantiate = async (...given) => {
      const made = await instantiate(...given);
      const { memory } = ('instance' in made ? made.instance : made).exports;
      if (memory) memories.push(memory);
      return made;
    };
    try {
      const loaded = await import('h5wasm');
      await loaded.ready;
      const memory = memories.find(({ buffer }) => buffer === loaded.Module.HEAPU8.buffer);
      if (memory === undefined) throw new Error('the memory of the HDF5 library is not found');
      bound(memory);
      return loaded;
    } finally {
      Object.assign(console, { error, log });
      wasm.instantiate = instantiate;
    }
  })();
  return library;
}

/** The library is told that there is no more, as it would be at 2 GB. */
function bound(memory: Memory): void {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    const wanted = memory.buffer.byteLength + pages * PAGE;
    if (wanted > most) throw new RangeError(`${wanted} bytes are more than ${most}`);
    return grow(pages);
  };
}

/**
 * `count` texts of a dataset or an attribute. What they take together shows only when the library has made them, and what it made before
 * it failed is lost to it: so it gets little more memory for that. Throws where there is not enough, or the file is damaged.
 */
export function textsOf(
  { Module }: Library,
  { size, vlen, count }: { readonly size: number; readonly vlen: boolean; readonly count: number },
  read: (at: bigint) => number,
  reclaim: (at: bigint) => void,
): string[] {
  const bytes = size * count;
  if (bytes > TEXT_BYTES) throw new RangeError(`${bytes} bytes of text are more than ${TEXT_BYTES}`);
  most = Math.min(limits.libraryBytes, Module.HEAPU8.length + TEXT_BYTES);
  const at = Module._malloc(bytes);
  try {
    if (at === 0) throw new RangeError(`${bytes} bytes are not to be had`);
    Module.HEAPU8.fill(0, at, at + bytes);
    if (read(BigInt(at)) < 0) throw new Error('texts are damaged, or too long');
    // Anew: the memory may have grown, and is another buffer then.
    const heap: Uint8Array = Module.HEAPU8;
    const texts = Array.from({ length: count }, (_, i) => {
      if (!vlen) return textAt(heap, at + i * size, size);
      const [place] = new Uint32Array(heap.buffer, at + i * size, 1);
      return place === 0 ? '' : textAt(heap, place, TEXT_BYTES);
    });
    if (vlen) reclaim(BigInt(at));
    return texts;
  } finally {
    if (at !== 0) Module._free(at);
    most = limits.libraryBytes;
  }
}

/** Up to the first zero, of `length` bytes at most. */
function textAt(heap: Uint8Array, at: number, length: number): string {
  const end = heap.subarray(at, at + length).indexOf(0);
  return decoder.decode(heap.slice(at, end < 0 ? at + length : at + end));
}
