// The part of ZIP (APPNOTE 6.3) that npz needs: the directory at the end of the file, stored and deflated members,
// ZIP64. Nothing is unpacked that is not asked for, and a member must lie inside the file.

import { crc32 } from 'node:zlib';
import { ReadError } from './errors.ts';
import { inflate } from './inflate.ts';
import { bytesAt } from './input.ts';
import { limits } from './limits.ts';

export interface Archive {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface Member {
  readonly name: string;
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly compressed: number;
  readonly size: number;
  readonly offset: number;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record (22 bytes) and the longest comment. */
const TAIL = 22 + 65_535;

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes[0] === 0x50 &&
    bytes[1] === 0x4b &&
    ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
  );
}

/** The members, in the directory's order. Throws ReadError. */
export async function directory(archive: Archive): Promise<Member[]> {
  const { name, size } = archive;
  const cut = (what: string) =>
    new ReadError('bad-file', `${name}: ${what}`, 'The file is cut short or damaged; get it again.');
  const tailStart = Math.max(0, size - TAIL);
  const tail = await bytesAt(archive, tailStart, size);
  const view = viewOf(tail);
  let at = tail.length - 22;
  while (
    at >= 0 &&
    !(view.getUint32(at, true) === END && at + 22 + view.getUint16(at + 20, true) <= tail.length)
  )
    at--;
  if (at < 0) throw cut('the zip directory at its end is missing');
  let count = view.getUint16(at + 10, true);
  let length = view.getUint32(at + 12, true);
  let start = view.getUint32(at + 16, true);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) {
    if (at >= 20 && view.getUint32(at - 20, true) === LOCATOR64) {
      const end64 = number64(view, at - 12);
      if (end64 + 56 > size) throw cut('its zip directory lies outside the file');
      const record = viewOf(await bytesAt(archive, end64, end64 + 56));
      if (record.byteLength < 56 || record.getUint32(0, true) !== END64)
        throw cut('its zip directory is damaged');
      count = number64(record, 32);
      length = number64(record, 40);
      start = number64(record, 48);
    }
  }
  if (count > limits.zipMembers) {
    throw new ReadError(
      'too-large',
      `${name}: the zip has ${count} members, allowed are ${limits.zipMembers}`,
    );
  }
  if (start + length > size) throw cut('its zip directory lies outside the file');
  if (length > limits.zipDirectoryBytes) {
    throw new ReadError(
      'too-large',
      `${name}: its zip directory has ${length} bytes, allowed are ${limits.zipDirectoryBytes}`,
    );
  }
  return entries(cut, viewOf(await bytesAt(archive, start, start + length)), count, size);
}

function entries(cut: (what: string) => ReadError, view: DataView, count: number, size: number): Member[] {
  const members: Member[] = [];
  let at = 0;
  let all = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== ENTRY)
      throw cut('its zip directory is damaged');
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const end = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (end > view.byteLength) throw cut('its zip directory is damaged');
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    const sizes = {
      size: view.getUint32(at + 24, true),
      compressed: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    };
    zip64(view, at + 46 + nameLength, extraLength, sizes);
    if (sizes.offset + 30 + sizes.compressed > size)
      throw cut(`its member ${name.slice(0, 60)} lies outside the file`);
    all += sizes.compressed;
    // They would be unpacked as often as they are named.
    if (all > size) throw cut('the members of the zip lie in one another');
    members.push({
      name,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...sizes,
    });
    at = end;
  }
  return members;
}

/** ZIP64's extra field: the sizes that do not fit, in this order. */
function zip64(
  view: DataView,
  start: number,
  length: number,
  sizes: { size: number; compressed: number; offset: number },
): void {
  for (let at = start; at + 4 <= start + length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && end <= start + length) {
      let from = at + 4;
      for (const key of ['size', 'compressed', 'offset'] as const) {
        if (sizes[key] !== 0xffffffff || from + 8 > end) continue;
        sizes[key] = number64(view, from);
        from += 8;
      }
    }
    at = end;
  }
}

/** Where a member's bytes begin in the file. Throws ReadError. */
export async function memberStart(archive: Archive, member: Member): Promise<number> {
  const local = viewOf(await bytesAt(archive, member.offset, member.offset + 30));
  if (local.byteLength < 30 || local.getUint32(0, true) !== LOCAL) {
    throw new ReadError(
      'bad-file',
      `${archive.name}: ${member.name} is not where the zip directory says`,
      'The file is damaged; get it again.',
    );
  }
  return member.offset + 30 + local.getUint16(26, true) + local.getUint16(28, true);
}

/** What a member holds, inflated, its checksum compared at its end. Throws ReadError. */
export async function* memberBytes(archive: Archive, member: Member): AsyncGenerator<Uint8Array> {
  const label = `${archive.name}: ${member.name}`;
  if ((member.flags & 1) !== 0) throw new ReadError('unsupported', `${label} is encrypted`);
  if (member.method !== 0 && member.method !== 8) {
    throw new ReadError(
      'unsupported',
      `${label} is compressed by method ${member.method}, allowed are 0 (stored) and 8 (deflate)`,
    );
  }
  const start = await memberStart(archive, member);
  const raw = archive.slice(start, start + member.compressed);
  let crc = 0;
  let length = 0;
  for await (const block of member.method === 0 ? raw : inflate(label, raw, 'deflate')) {
    length += block.length;
    if (length > member.size) break;
    crc = crc32(block, crc);
    yield block;
  }
  if (length !== member.size || crc !== member.crc) {
    throw new ReadError(
      'bad-file',
      `${label} does not agree with its ${length === member.size ? 'checksum' : 'size'}`,
      'The file is damaged; get it again.',
    );
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Beyond 2^53 the number is wrong but still larger than any file. */
function number64(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
