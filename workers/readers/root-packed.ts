// What ROOT packs, baskets and pages alike: blocks (zlib, lz4, zstd, xz) one after another, each with nine bytes before it.
// Source: root.cern, io/doc; RNTuple Binary Format Specification, "Compression Block".

import { inflateRawSync, inflateSync } from 'node:zlib';
import { ReadError } from './errors.ts';
import { broken, checkSize } from './root-source.ts';

const BLOCK_HEADER = 9;
const KINDS = ['ZL', 'L4', 'ZS', 'XZ', 'CS'];
/** Bytes that a block may hold, with the room that LZ4 needs to say so. */
const MOST_LITERAL = 0xf00000;

/** `what` is packed, for messages. Throws ReadError where the blocks do not give exactly `length` bytes. */
export async function unpacked(
  label: string,
  what: string,
  packed: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const out = new Uint8Array(length);
  let at = 0;
  let from = 0;
  while (at < length) {
    if (from + BLOCK_HEADER > packed.length)
      throw broken(label, `${what} ends after ${at} of ${length} bytes`);
    const { kind, size, whole } = headOf(packed, from);
    const start = from + BLOCK_HEADER;
    if (size > packed.length - start || whole > length - at || whole === 0) {
      throw broken(
        label,
        `a block claims ${size} bytes for ${whole}, there are ${packed.length - start} for ${length - at}`,
      );
    }
    const block = await unpackedBlock(label, what, kind, packed.subarray(from, start + size), whole);
    if (block.length !== whole) throw broken(label, `a block holds ${block.length} bytes, not ${whole}`);
    out.set(block, at);
    at += whole;
    from = start + size;
  }
  return out;
}

function headOf(packed: Uint8Array, at: number): { kind: string; size: number; whole: number } {
  const little = (place: number) => packed[place] + packed[place + 1] * 256 + packed[place + 2] * 65_536;
  return {
    kind: String.fromCharCode(packed[at], packed[at + 1]),
    size: little(at + 3),
    whole: little(at + 6),
  };
}

/**
 * Bytes that are packed as the same bytes packed by nothing, in blocks of LZ4 that are literal; other bytes as they are.
 * jsroot, which is given these, takes no xz of more than one chunk, and unpacks the rest more slowly.
 */
export async function repacked(label: string, bytes: Uint8Array): Promise<Uint8Array> {
  let [at, total] = [0, 0];
  while (at + BLOCK_HEADER <= bytes.length) {
    const { kind, size, whole } = headOf(bytes, at);
    if (!KINDS.includes(kind)) return bytes;
    at += BLOCK_HEADER + size;
    total += whole;
  }
  if (at !== bytes.length) return bytes;
  checkSize(label, 'an object', bytes.length, total);
  const plain = await unpacked(label, 'an object', bytes, total);
  const parts: Uint8Array[] = [];
  for (let from = 0; from < total; from += MOST_LITERAL)
    parts.push(literal(plain.subarray(from, from + MOST_LITERAL)));
  return new Uint8Array(Buffer.concat(parts));
}

/** A block of one sequence without a match, behind a checksum that is not looked at. */
function literal(bytes: Uint8Array): Uint8Array {
  const { length } = bytes;
  const more = length < 15 ? 0 : 1 + Math.floor((length - 15) / 255);
  const size = 8 + 1 + more + length;
  const out = new Uint8Array(BLOCK_HEADER + size);
  out.set([0x4c, 0x34, 1, size & 255, (size >> 8) & 255, size >> 16]);
  out.set([length & 255, (length >> 8) & 255, length >> 16], 6);
  const at = BLOCK_HEADER + 8;
  out[at] = Math.min(15, length) << 4;
  out.fill(255, at + 1, at + more);
  if (more > 0) out[at + more] = (length - 15) % 255;
  out.set(bytes, at + 1 + more);
  return out;
}

/** `block` with its header. */
async function unpackedBlock(
  label: string,
  what: string,
  kind: string,
  block: Uint8Array,
  whole: number,
): Promise<Uint8Array> {
  const data = block.subarray(BLOCK_HEADER);
  try {
    if (kind === 'ZL') return inflateSync(data, { maxOutputLength: whole });
    if (kind === 'L4') {
      const { decompressLz4Raw } = await import('hyparquet-compressors');
      // A checksum of eight bytes stands first.
      return decompressLz4Raw(data.subarray(8), whole);
    }
    if (kind === 'ZS') {
      const { decompress } = await import('fzstd');
      return decompress(data, new Uint8Array(whole));
    }
    if (kind === 'XZ') {
      const { unxz } = await import('./xz.ts');
      return unxz(data, whole);
    }
    // By files older than 2000: deflate without a header.
    if (kind === 'CS') return inflateRawSync(data, { maxOutputLength: whole });
  } catch (error) {
    const text = (error instanceof Error ? error.message : String(error)).split('\n')[0].slice(0, 200);
    throw broken(label, `${what} cannot be unpacked (${text})`);
  }
  const code = JSON.stringify(kind);
  throw new ReadError(
    'unsupported',
    `${label} is packed by ${code}, readable are ${KINDS.map((one) => JSON.stringify(one)).join(', ')}`,
  );
}
