// An LZ4 frame whose blocks may refer to those before them. The lz4 that comes with Parquet knows single blocks only.
// Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md and lz4_Block_format.md. Checksums are not compared.

const MAGIC = 0x184d2204;

/** Throws RangeError where the frame is damaged, or is not of `length` bytes once unpacked. */
export function unlz4Frame(bytes: Uint8Array, length: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC) throw new RangeError('no LZ4 frame');
  const flags = view.getUint8(4);
  let at = 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
  const out = new Uint8Array(length);
  let end = 0;
  for (;;) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) break;
    const size = word & 0x7fffffff;
    if (size > bytes.length - at) throw new RangeError('an LZ4 block is cut short');
    const block = bytes.subarray(at, at + size);
    if (word >>> 31) {
      if (size > length - end) throw new RangeError('an LZ4 frame is too long');
      out.set(block, end);
      end += size;
    } else end = unpack(block, out, end);
    at += size + (flags & 16 ? 4 : 0);
  }
  if (end !== length) throw new RangeError(`an LZ4 frame has ${end} bytes, needed are ${length}`);
  return out;
}

function unpack(block: Uint8Array, out: Uint8Array, start: number): number {
  let [at, end] = [0, start];
  const more = (nibble: number): number => {
    let sum = nibble;
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; sum += byte) {
      if (at >= block.length) throw new RangeError('an LZ4 block is cut short');
      byte = block[at++];
    }
    return sum;
  };
  while (at < block.length) {
    const token = block[at++];
    const literals = more(token >> 4);
    if (literals > block.length - at || literals > out.length - end) {
      throw new RangeError('an LZ4 block is damaged');
    }
    out.set(block.subarray(at, at + literals), end);
    at += literals;
    end += literals;
    if (at === block.length) break;
    if (at + 2 > block.length) throw new RangeError('an LZ4 block is cut short');
    const back = block[at] | (block[at + 1] << 8);
    at += 2;
    const match = more(token & 15) + 4;
    if (back === 0 || back > end || match > out.length - end) throw new RangeError('an LZ4 block is damaged');
    for (const stop = end + match; end < stop; end++) out[end] = out[end - back];
  }
  return end;
}
