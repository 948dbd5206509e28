// Whether a file among others holds events, by how it begins. A folder or an archive of runs has a README and a log in it, and text can
// be taken for nearly anything, so that of text the first particle must be one.

import { ReadError } from './errors.ts';
import type { Input } from './input.ts';
import { limits } from './limits.ts';
import { parseNumber } from './lines.ts';
import { checkMapping } from './mapping.ts';
import type { Format } from './table.ts';
import { directory } from './zip.ts';

const LF = 10;

/** yes: events. perhaps: a table, whose columns must be said. */
export type Verdict = 'yes' | 'perhaps' | 'no';

/** `format`: what it was taken for. */
export async function verdictOn(input: Input, format: Format): Promise<Verdict> {
  switch (format.name) {
    case 'text':
      return beginsWithVector(input.head) ? 'yes' : 'no';
    case 'csv':
    case 'jsonl':
      return tableVerdict(input, format);
    case 'zip':
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

/** By the lines that begin it: of many files none is read on to look for events. */
async function tableVerdict(input: Input, format: Format): Promise<Verdict> {
  const { head } = input;
  const cut = head.length < limits.headBytes ? head : head.subarray(0, head.lastIndexOf(LF) + 1);
  // One line that goes on: an event may be as long.
  if (cut.length === 0 || new TextDecoder().decode(cut).trim() === '') {
    return head.length > cut.length && format.name === 'jsonl' ? 'yes' : 'no';
  }
  async function* stream() {
    yield cut;
  }
  const begin: Input = { name: input.name, size: cut.length, restartable: true, head: cut, stream };
  const table = await format.open(begin, {}, false).catch((error) => {
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
