// Global heaps of HDF5, where texts of any length stand. The library follows the sizes that are written in one without end where a
// size is 0: so each is looked through before the library sees it. Its format: HDF5 File Format Specification 3.0, III.E.

/** Collections are at least so large; objects begin at multiples of 8 with a head. */
const LEAST = 4096;
const HEAD = 16;
const MOST_BYTES = 2 ** 31;
/** Numbers of objects have 16 bits. */
const MOST_OBJECTS = 65_536;
/** Read at once. */
const BLOCK = 16_384;

const SIGNATURE = Uint8Array.from('GCOL', (letter) => letter.charCodeAt(0));

/** The file's bytes from … on, `length` of them or up to its end. */
export type ReadAt = (from: number, length: number) => Uint8Array;

/**
 * Takes the signature from unsound heaps that begin in `bytes`, which stand at `from` in the file: the library then says that they are
 * none. Of what else may look like one, nobody is to read numbers by this.
 */
export function disarm(bytes: Uint8Array, from: number, read: ReadAt): void {
  if (bytes.length === 0) return;
  // Its beginning may have been read before.
  if (SIGNATURE.includes(bytes[0], 1)) {
    for (let at = from - 1; at >= Math.max(0, from - SIGNATURE.length + 1); at--) {
      if (signed(read(at, SIGNATURE.length)) && !sound(at, read)) bytes[0] = 0;
    }
  }
  for (let at = bytes.indexOf(SIGNATURE[0]); at >= 0; at = bytes.indexOf(SIGNATURE[0], at + 1)) {
    const inside = at + SIGNATURE.length <= bytes.length;
    if (!signed(inside ? bytes.subarray(at) : read(from + at, SIGNATURE.length))) continue;
    if (!sound(from + at, read)) bytes[at] = 0;
  }
}

function signed(bytes: Uint8Array): boolean {
  return SIGNATURE.every((letter, i) => bytes[i] === letter);
}

function sound(begin: number, read: ReadAt): boolean {
  let block: { at: number; view: DataView } = { at: 0, view: new DataView(new ArrayBuffer(0)) };
  /** The head at a place, or null behind the end of the file. */
  const headAt = (at: number): DataView | null => {
    if (at < block.at || at + HEAD > block.at + block.view.byteLength) {
      const bytes = read(at, BLOCK);
      block = { at, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
    }
    const start = at - block.at;
    if (start + HEAD > block.view.byteLength) return null;
    return new DataView(block.view.buffer, block.view.byteOffset + start, HEAD);
  };
  const sizeIn = (head: DataView) => Number(head.getBigUint64(8, true));
  const first = headAt(begin);
  if (first === null || first.getUint32(4, true) !== 1) return false;
  const size = sizeIn(first);
  if (size < LEAST || size > MOST_BYTES) return false;
  let objects = 0;
  // What is left at the end and holds no head is free.
  for (let at = HEAD; at + HEAD <= size; ) {
    const head = headAt(begin + at);
    if (head === null || ++objects > MOST_OBJECTS) return false;
    const length = sizeIn(head);
    const free = head.getUint16(0, true) === 0;
    // Free space counts its head.
    const needed = free ? length : HEAD + 8 * Math.ceil(length / 8);
    if (needed < HEAD || needed > size - at) return false;
    at += needed;
  }
  return true;
}
