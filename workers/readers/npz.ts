// NumPy's .npz: a zip of .npy members. The member `X` is read where there is one, else the first that holds events
// (three axes before two); `FILE:MEMBER` names another.

import { ReadError } from './errors.ts';
import { held } from './input.ts';
import { arrayTable, countParticles, headerOf, holdsEvents, type NpyArray } from './npy.ts';
import type { NpyBytes } from './npyblocks.ts';
import type { NpyHeader } from './npyheader.ts';
import type { Format, RawTable } from './table.ts';
import type { ReadOptions } from './types.ts';
import { type Archive, directory, type Member, memberBytes, memberStart } from './zip.ts';

/** Other members larger than this are listed without being counted. */
const COUNTED_BYTES = 256 * 2 ** 20;

interface Named {
  readonly name: string;
  readonly array: NpyArray;
  readonly member: Member;
}

export const npz: Format = {
  name: 'npz',
  async open(input, options) {
    const file = await held(input);
    const { slice, size } = file;
    if (!slice || size === null) throw new Error('a held input has a size');
    const archive: Archive = { name: file.name, size, slice };
    return npzTable(archive, await directory(archive), options);
  },
};

/** The arrays among the members of an archive whose directory was read. */
export async function npzTable(
  archive: Archive,
  members: readonly Member[],
  options: ReadOptions,
): Promise<RawTable> {
  const arrays = members.filter(({ name }) => name.endsWith('.npy')).map((member) => named(archive, member));
  const headers = new Map<Named, NpyHeader>();
  const wanted = options.collection ?? null;
  const chosen = await choose(archive.name, arrays, headers, wanted);
  const header = headers.get(chosen) ?? (await headerOf(chosen.array));
  const collections: { name: string; particles: number | null }[] = [];
  for (const other of arrays) {
    if (other === chosen) continue;
    const about = headers.get(other) ?? (await quietly(() => headerOf(other.array)));
    if (!about || !holdsEvents(about)) continue;
    const counted = options.countOthers === true && other.member.size <= COUNTED_BYTES;
    const particles = counted ? await quietly(() => countParticles(other.array, about)) : null;
    // What cannot be read to its end is not offered.
    if (particles !== null || !counted) collections.push({ name: other.name, particles });
  }
  const array = { ...chosen.array, bytes: await bytesOf(archive, chosen) };
  return arrayTable('npz', chosen.name, collections, array, options, header);
}

async function choose(
  file: string,
  arrays: readonly Named[],
  headers: Map<Named, NpyHeader>,
  wanted: string | null,
): Promise<Named> {
  if (arrays.length === 0) {
    throw new ReadError(
      'bad-file',
      `${file}: the zip holds no .npy member`,
      'Save it with numpy.savez(file, X=array).',
    );
  }
  const name = wanted ?? 'X';
  const byName = arrays.find((array) => array.name === name);
  if (byName) return byName;
  if (wanted !== null) {
    const there = arrays.slice(0, 12).map((array) => array.name);
    throw new ReadError(
      'bad-argument',
      `${file}: there is no array "${wanted}", allowed are ${there.join(', ')}`,
    );
  }
  let flat: Named | null = null;
  for (const array of arrays) {
    const header =
      arrays.length === 1 ? await headerOf(array.array) : await quietly(() => headerOf(array.array));
    if (!header) continue;
    headers.set(array, header);
    if (!holdsEvents(header)) continue;
    if (header.shape.length === 3) return array;
    flat ??= array;
  }
  return flat ?? arrays[0];
}

function named(archive: Archive, member: Member): Named {
  const name = member.name.replace(/\.npy$/, '');
  const label = `${archive.name}: ${name.slice(0, 60)}`;
  return {
    name,
    member,
    array: { label, available: member.size, stream: () => memberBytes(archive, member) },
  };
}

/** Of a member that is not compressed; its checksum is compared only where the whole is read. */
async function bytesOf(archive: Archive, { member, array }: Named): Promise<NpyBytes | undefined> {
  if (member.method !== 0 || (member.flags & 1) !== 0 || member.compressed !== member.size) return undefined;
  const start = await memberStart(archive, member);
  return { label: array.label, size: start + member.size, start, slice: archive.slice };
}

/** Members that cannot be read matter only when they are asked for. */
async function quietly<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ReadError) return null;
    throw error;
  }
}
