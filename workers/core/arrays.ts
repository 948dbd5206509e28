// Typed arrays for columns, on memory that threads share or on memory of their own.

export function float64(length: number, shared: boolean): Float64Array {
  return new Float64Array(memory(8 * length, shared));
}

export function int32(length: number, shared: boolean): Int32Array {
  return new Int32Array(memory(4 * length, shared));
}

export function uint32(length: number, shared: boolean): Uint32Array {
  return new Uint32Array(memory(4 * length, shared));
}

function memory(bytes: number, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** The first numbers of a column, copied to one of their own. */
export function firstOf<T extends Float64Array | Int32Array | Uint32Array>(from: T, into: T): T {
  into.set(from.subarray(0, into.length));
  return into;
}
