// A zip of files, each as it would be read by itself: `FILE:MEMBER`, and `FILE:MEMBER:NAME` for a table inside a member. Without a
// name the first member that holds events is opened. A zip of NumPy's arrays is an npz. Stored members are entered at
// any place, deflated ones read as they unpack; nothing is written anywhere, and no archive in an archive is read.

import { ReadError } from './errors.ts';
import { firstBytes, held, type Input } from './input.ts';
import { limits } from './limits.ts';
import { npzTable } from './npz.ts';
import type { Format, RawTable } from './table.ts';
import type { ReadOptions } from './types.ts';
import { verdictOn } from './verdict.ts';
import { type Archive, directory, type Member, memberBytes, memberStart } from './zip.ts';

/** What a member is, which may be packed itself unless the zip has packed it. Throws ReadError: not read. */
export type DetectMember = (
  member: Input,
  packed: boolean,
) => Promise<{ readonly input: Input; readonly format: Format }>;

/** A member under its name as text. */
interface File {
  readonly name: string;
  readonly member: Member;
}

export const zipFormat = (detect: DetectMember): Format => ({
  name: 'zip',
  async open(input, options, whole) {
    const file = await held(input);
    const archive = archiveOf(file);
    const members = await directory(archive);
    const files = filesOf(members);
    const wanted = options.collection ?? null;
    if (wanted !== null) {
      const found = named(files, wanted);
      if (found) return openMember(archive, found, others(files, found.name), options, whole, detect);
    }
    if (members.some(({ name }) => name.endsWith('.npy'))) return npzTable(archive, members, options);
    if (wanted !== null) {
      throw new ReadError(
        'bad-argument',
        `${file.name}: there is no member "${wanted.slice(0, 100)}", allowed are ${listed(files)}`,
      );
    }
    const events = await withEvents(archive, files, detect, options.cancelled);
    return openMember(archive, events[0], others(events, events[0].name), options, whole, detect);
  },
});

function archiveOf({ name, size, slice }: Input): Archive {
  if (!slice || size === null) throw new Error('a held input has a size');
  return { name, size, slice };
}

/** Without folders, and without what macOS adds. Names are text. */
function filesOf(members: readonly Member[]): File[] {
  return members
    .map((member) => ({ member, name: member.name.replace(/\p{Cc}/gu, '') }))
    .filter(({ name }) => name !== '' && !name.endsWith('/') && !/(^|\/)(\.|__MACOSX\/)/.test(name));
}

function named(files: readonly File[], wanted: string): File | undefined {
  return files.find(({ name }) => name === wanted) ?? files.find(({ name }) => wanted.startsWith(`${name}:`));
}

function others(files: readonly File[], chosen: string): RawTable['collections'] {
  return files.filter(({ name }) => name !== chosen).map(({ name }) => ({ name, particles: null }));
}

function listed(files: readonly File[]): string {
  const shown = files.slice(0, 12).map(({ name }) => name.slice(0, 100));
  return files.length > 12 ? `${shown.join(', ')} and ${files.length - 12} more` : shown.join(', ');
}

async function openMember(
  archive: Archive,
  { name, member }: File,
  beside: RawTable['collections'],
  options: ReadOptions,
  whole: boolean,
  detect: DetectMember,
): Promise<RawTable> {
  const wanted = options.collection ?? name;
  const inside = wanted === name ? null : wanted.slice(name.length + 1);
  const { input, format } = await detect(await memberInput(archive, name, member), member.method !== 0);
  const table = await format.open(input, { ...options, collection: inside }, whole);
  if (inside !== null && inside !== table.collection) {
    throw new ReadError(
      'bad-argument',
      `${input.name}: there is no collection "${inside.slice(0, 100)}", allowed is ${table.collection}`,
    );
  }
  const own = table.collections.map((one) => ({
    name: `${name}:${one.name}`,
    // Some are counted while they are read.
    get particles() {
      return one.particles;
    },
  }));
  return { ...table, collection: wanted, collections: [...own, ...beside] };
}

/** In the zip's order; tables whose columns must be said where there is nothing else. Throws ReadError: none. */
async function withEvents(
  archive: Archive,
  files: readonly File[],
  detect: DetectMember,
  cancelled?: () => boolean,
): Promise<readonly File[]> {
  const verdicts = new Map<File, string>();
  let refused: ReadError | null = null;
  for (const one of files.slice(0, limits.zipLooked)) {
    if (cancelled?.()) throw new ReadError('cancelled', `${archive.name}: reading was cancelled`);
    try {
      const member = await memberInput(archive, one.name, one.member);
      if (member.head.length === 0) continue;
      const { input, format } = await detect(member, one.member.method !== 0);
      verdicts.set(one, await verdictOn(input, format));
    } catch (error) {
      // What is damaged is not passed over.
      if (!(error instanceof ReadError) || error.code !== 'unsupported') throw error;
      refused ??= error;
    }
  }
  for (const wanted of ['yes', 'perhaps']) {
    const found = files.filter((one) => verdicts.get(one) === wanted);
    if (found.length > 0) return found;
  }
  // The only one says itself why it cannot be read.
  if (refused && (files.length === 1 || files.every(({ member }) => (member.flags & 1) !== 0))) throw refused;
  throw new ReadError(
    'bad-file',
    files.length === 0
      ? `${archive.name}: the zip holds no files`
      : `${archive.name}: no member of the zip holds events: ${listed(files)}`,
    'Needed is a file of events, or an array as numpy.savez(file, X=array) saves it.',
  );
}

/** A member as it is seen from inside; its checksum is compared where the whole is read. */
async function memberInput(archive: Archive, name: string, member: Member): Promise<Input> {
  const stream = () => memberBytes(archive, member);
  const common = { name: `${archive.name}:${name}`, restartable: true, stream };
  const head = await firstBytes(stream());
  if (member.method !== 0 || member.compressed !== member.size) return { ...common, size: null, head };
  const start = await memberStart(archive, member);
  const end = start + member.size;
  return {
    ...common,
    size: member.size,
    head,
    slice: (from, to) => archive.slice(start + from, Math.min(start + to, end)),
  };
}
