// Which files of a folder hold events: told by their content, as anywhere else. A folder of runs has a README and a log in it, and
// text can be taken for nearly anything, so that of text the first particle must be one.

import { detect } from './detect.ts';
import { ReadError } from './errors.ts';
import { type Input, openInput } from './input.ts';
import { parseNumber } from './lines.ts';
import { checkMapping } from './mapping.ts';
import type { Format } from './table.ts';
import type { ByteSource } from './types.ts';
import { directory } from './zip.ts';

export interface Chosen {
  readonly kept: readonly ByteSource[];
  readonly left: readonly ByteSource[];
}

/** yes: events. perhaps: a table, whose columns must be said. */
type Verdict = 'yes' | 'perhaps' | 'no';

/** Throws ReadError: none is a file of events, or one that should be is damaged or may not be read. */
export async function eventFiles(
  name: string,
  members: readonly ByteSource[],
  cancelled?: () => boolean,
): Promise<Chosen> {
  const verdicts: Verdict[] = [];
  for (const member of members) {
    if (cancelled?.()) throw new ReadError('cancelled', `${name}: reading was cancelled`);
    verdicts.push(await verdictOf(member));
  }
  const wanted = verdicts.includes('yes') ? 'yes' : 'perhaps';
  const kept = members.filter((_, i) => verdicts[i] === wanted);
  if (kept.length === 0) {
    throw new ReadError(
      'bad-file',
      members.length === 0
        ? `${name}: there are no files in this folder`
        : `${name}: none of the ${members.length} files in this folder holds events`,
      'Folders in it are not looked into, nor files whose names begin with a dot.',
    );
  }
  return { kept, left: members.filter((_, i) => verdicts[i] !== wanted) };
}

async function verdictOf(member: ByteSource): Promise<Verdict> {
  if (member.size === 0) return 'no';
  try {
    const { input, format } = await detect(await openInput(member));
    return await verdictOn(input, format);
  } catch (error) {
    if (error instanceof ReadError && error.code === 'unsupported') return 'no';
    throw error;
  }
}

async function verdictOn(input: Input, format: Format): Promise<Verdict> {
  switch (format.name) {
    case 'text':
      return beginsWithVector(input.head) ? 'yes' : 'no';
    case 'csv':
    case 'jsonl':
      return tableVerdict(input, format);
    case 'npz':
      return (await hasArrays(input)) ? 'yes' : 'no';
    case 'idx':
      // Labels stand beside the images.
      return input.head[3] === 1 ? 'no' : 'yes';
    default:
      return 'yes';
  }
}

function beginsWithVector(head: Uint8Array): boolean {
  const lines = new TextDecoder().decode(head).split('\n');
  const first = lines.find((line) => line.trim() !== '' && !line.trim().startsWith('#'));
  if (first === undefined) return /^#END/m.test(lines.join('\n'));
  const four = first.trim().split(/\s+/, 4);
  return four.length === 4 && four.every((part) => parseNumber(part) !== undefined);
}

async function tableVerdict(input: Input, format: Format): Promise<Verdict> {
  const table = await format.open(input, {}, false).catch((error) => {
    if (error instanceof ReadError) return null;
    throw error;
  });
  if (table === null) return 'no';
  try {
    checkMapping(input.name, table.columns, table.mapping);
    return 'yes';
  } catch {
    // Prose with commas is no table.
    return table.numeric.filter(Boolean).length >= 3 ? 'perhaps' : 'no';
  }
}

async function hasArrays({ name, size, slice }: Input): Promise<boolean> {
  if (size === null || !slice) return false;
  return (await directory({ name, size, slice })).some((member) => member.name.endsWith('.npy'));
}
