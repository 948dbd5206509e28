// Tasks that write: a table's bytes, toy events to a file.

import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generate } from '../toys/index.ts';
import { checkEventName, eventBytes, tableBytes } from '../writers/index.ts';
import type { TaskFunction } from './context.ts';

export const tableTask: TaskFunction<'table'> = ({ table, format }) => tableBytes(table, format);

/** Temporary file beside it, then rename: a cancelled run leaves nothing behind. */
export const generateTask: TaskFunction<'generate'> = async ({ kind, events, seed, path }, context) => {
  checkEventName(path);
  const columns = generate(kind, events, seed, {
    cancelled: context.cancelled,
    onProgress: (done, total) => context.progress(done, total),
  });
  const bytes = eventBytes(columns, path);
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return { events: columns.events, particles: columns.pt.length };
};
