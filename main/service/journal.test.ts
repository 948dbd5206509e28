import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Journal, journalRows, readJournal, scanJournal, type Write, wholeLines } from './journal.ts';
import { isRecord, writeAtomic } from './storage.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ringside-journal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Header {
  readonly kind: 'test';
}
const isText = (value: unknown): value is string => typeof value === 'string';
const isNumber = (value: unknown): value is number => typeof value === 'number';
const isHeader = (value: unknown): value is Header => isRecord(value) && value.kind === 'test';

test('wherever a write is cut off, the whole rows before it are there and it goes on after them', () => {
  const path = join(folder, 'cut');
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 6 }), fc.nat(), (rows, cut) => {
      const journal = Journal.create<string>(path, { kind: 'test' });
      const header = readFileSync(path).length;
      journal.append(rows);
      journal.close();
      const bytes = readFileSync(path);
      const length = header + (cut % (bytes.length - header + 1));
      writeFileSync(path, bytes.subarray(0, length));
      const kept = readJournal(path, isHeader, isText);
      expect(kept.rows).toEqual(rows.slice(0, kept.rows.length));
      const whole = bytes.subarray(header, length).filter((byte) => byte === 10).length;
      expect(kept.rows).toHaveLength(whole);
      expect(scanJournal(path, isHeader)).toEqual({ header: kept.header, rows: whole });
      const again = Journal.reopen<string>(path, kept.length);
      again.append(['more']);
      again.close();
      expect(readJournal(path, isHeader, isText).rows).toEqual([...kept.rows, 'more']);
    }),
    { numRuns: 60 },
  );
});

test('a write that the disk cuts short is taken back, and the next one follows whole lines', () => {
  const path = join(folder, 'full');
  let room = Number.POSITIVE_INFINITY;
  const write: Write = (descriptor, bytes, from) => {
    if (room === 0)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    const count = Math.min(room, 3, bytes.length - from);
    room -= count;
    return writeSync(descriptor, bytes, from, count);
  };
  const journal = Journal.create<string>(path, { kind: 'test' }, write);
  journal.append(['first']);
  room = 8;
  expect(() => journal.append(['second, too long'])).toThrow('ENOSPC: no space left on device, write');
  room = Number.POSITIVE_INFINITY;
  journal.append(['third']);
  journal.close();
  expect(readJournal(path, isHeader, isText).rows).toEqual(['first', 'third']);
  expect(readFileSync(path, 'utf8')).toBe('{"kind":"test"}\n"first"\n"third"\n');
});

test('a journal that cannot even be begun is not left behind', () => {
  const path = join(folder, 'never');
  const write: Write = () => {
    throw new Error('ENOSPC: no space left on device, write');
  };
  expect(() => Journal.create(path, { kind: 'test' }, write)).toThrow(
    'ENOSPC: no space left on device, write',
  );
  expect(existsSync(path)).toBe(false);
});

test('lines are whole wherever the pieces that are read end', () => {
  const path = join(folder, 'pieces');
  const line = fc.string().map((text) => text.replaceAll('\n', ' '));
  fc.assert(
    fc.property(fc.array(line), line, fc.integer({ min: 1, max: 12 }), (lines, rest, piece) => {
      const text = lines.map((one) => `${one}\n`).join('');
      writeFileSync(path, text + rest);
      const read = [...wholeLines(path, piece)].map(({ line, end }) => ({ text: line.toString(), end }));
      expect(read.map((one) => one.text)).toEqual(lines);
      const ends = lines.map((_, i) =>
        Buffer.byteLength(
          lines
            .slice(0, i + 1)
            .map((one) => `${one}\n`)
            .join(''),
        ),
      );
      expect(read.map(({ end }) => end)).toEqual(ends);
    }),
    { numRuns: 60 },
  );
});

test('rows one after the other, as far as somebody wants them', () => {
  const path = join(folder, 'rows');
  const journal = Journal.create<number>(path, { kind: 'test' });
  journal.append([1, 2, 3]);
  journal.close();
  const rows = journalRows(path, isHeader, isNumber);
  expect(rows.next()).toEqual({ done: false, value: 1 });
  expect(rows.return({ header: { kind: 'test' }, length: 0 }).done).toBe(true);
});

test('a file that is no journal says so', () => {
  const path = join(folder, 'none');
  for (const content of ['', 'half a line', '{"kind":"other"}\n', 'no json\n']) {
    writeFileSync(path, content);
    const message = `${path}: it is not a journal of this version`;
    expect(() => readJournal(path, isHeader, isText)).toThrow(message);
    expect(() => scanJournal(path, isHeader)).toThrow(message);
  }
});

test('rows after a damaged line are not trusted', () => {
  const path = join(folder, 'damaged');
  const journal = Journal.create<number>(path, { kind: 'test' });
  journal.append([1, 2]);
  journal.close();
  appendFileSync(path, '{"broken\n3\n');
  expect(readJournal(path, isHeader, isNumber).rows).toEqual([1, 2]);
  writeFileSync(path, '{"kind":"test"}\n1\nnull\n3\n');
  expect(readJournal(path, isHeader, isNumber)).toMatchObject({ rows: [1], length: 18 });
});

test('an atomic write leaves the new content and nothing else', async () => {
  const path = join(folder, 'deep/er/file.json');
  await writeAtomic(path, 'one');
  await writeAtomic(path, 'two');
  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(join(folder, 'deep/er'))).toEqual(['file.json']);
});
