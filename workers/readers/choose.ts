// Which files of a folder hold events: told by their content, as anywhere else.

import { detect } from './detect.ts';
import { ReadError } from './errors.ts';
import { openInput } from './input.ts';
import type { ByteSource } from './types.ts';
import { type Verdict, verdictOn } from './verdict.ts';

export interface Chosen {
  readonly kept: readonly ByteSource[];
  readonly left: readonly ByteSource[];
}

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
