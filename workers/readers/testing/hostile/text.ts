// Text and JSON lines: names, columns and lines without end, promises that nothing follows.

import { type Hostile, longName, NAMES } from './types.ts';

const text = (format: string, name: string, make: (size: number) => string): Hostile => ({
  format,
  name,
  bytes: (size) => new TextEncoder().encode(make(size)),
});

const cell = (name: string): string => `"${name.replaceAll('"', '""').replaceAll('\n', ' ')}"`;
const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

export const TEXT: readonly Hostile[] = [
  text(
    'csv',
    'names.csv',
    () => `pt,y,phi,${NAMES.map(cell).join(',')}\n1,2,3,${NAMES.map(() => 4).join(',')}\n`,
  ),
  text('csv', 'long-name.csv', (size) => `pt,y,phi,${longName(size / 16)}\n1,2,3,4\n`),
  text('csv', 'long-word.csv', (size) => `pt y phi ${longName(Math.min(size, 60_000)).trim()}\n1 2 3 4 5\n`),
  text('csv', 'columns.csv', (size) => `pt,y,phi,${range(size / 16).map((i) => `c${i}`)}\n1,2,3\n`),
  text('csv', 'alike.csv', () => `pt,y,phi,${Array(990).fill('x')}\n1,2,3\n`),
  text('csv', 'separators.csv', (size) => `pt,y,phi\n${','.repeat(size / 8)}`),
  text(
    'csv',
    'labels.csv',
    (size) =>
      `event,pt,y,phi\n${range(size / 32)
        .map((i) => `${i},1,2,3\n`)
        .join('')}`,
  ),
  text('text', 'lines.dat', (size) => '\n'.repeat(size / 4)),
  text('text', 'ends.dat', (size) => '#END\n'.repeat(size / 8)),
  text('text', 'comments.dat', (size) => '# \n'.repeat(size / 8)),
  text('text', 'line.dat', (size) => '1 '.repeat(size / 8)),
  text('jsonl', 'names.jsonl', () => {
    const columns = NAMES.map((name) => `${JSON.stringify(name)}:[1]`).join(',');
    return `{"pt":[1],"y":[1],"phi":[1],${columns}}\n`;
  }),
  text('jsonl', 'names-of-objects.jsonl', () => {
    const members = NAMES.map((name) => `${JSON.stringify(name)}:1`).join(',');
    return `{"particles":[{"pt":1,"y":1,"phi":1,${members}}]}\n`;
  }),
  text('jsonl', 'long-name.jsonl', (size) => `{"pt":[1],"y":[1],"phi":[1],"${longName(size / 16)}":[1]}\n`),
  text(
    'jsonl',
    'columns.jsonl',
    (size) => `{"pt":[1],"y":[1],"phi":[1],${range(size / 64).map((i) => `"c${i}":[1]`)}}\n`,
  ),
  text(
    'jsonl',
    'objects.jsonl',
    (size) => `{"particles":[${range(size / 128).map(() => '{"pt":1,"y":1,"phi":1}')}]}\n`,
  ),
  text('jsonl', 'brackets.jsonl', (size) => `[${'['.repeat(size / 16)}`),
  text('jsonl', 'empty-rows.jsonl', (size) => `[${range(size / 64).map(() => '[]')}]\n`),
  text('jsonl', 'empty-lines.jsonl', (size) => `[]\n${'\n'.repeat(size / 4)}`),
  text('jsonl', 'empty-events.jsonl', (size) => '[]\n'.repeat(size / 16)),
  text(
    'hepmc',
    'promise.hepmc',
    () => 'HepMC::Asciiv3-START_EVENT_LISTING\nE 0 2000000 2000000\nP 1 0 1 1 1 1 1 0 1\n',
  ),
  text(
    'hepmc',
    'events.hepmc',
    (size) => `HepMC::Asciiv3-START_EVENT_LISTING\n${'E 0 0 0\n'.repeat(size / 16)}`,
  ),
  text('hepmc', 'lines.hepmc', (size) => `HepMC::Asciiv3-START_EVENT_LISTING\n${'\n'.repeat(size / 8)}`),
  text(
    'hepmc',
    'fields.hepmc',
    (size) => `HepMC::Asciiv3-START_EVENT_LISTING\nE 0 0 1\nP ${'1 '.repeat(size / 64)}\n`,
  ),
  text(
    'lhe',
    'promise.lhe',
    () => '<LesHouchesEvents>\n<event>\n2000000 0 0 0 0 0\n1 1 0 0 0 0 1 1 1 2 0 0 0\n',
  ),
  text(
    'lhe',
    'events.lhe',
    (size) => `<LesHouchesEvents>\n${'<event>\n0 0 0 0 0 0\n</event>\n'.repeat(size / 64)}`,
  ),
  text('lhe', 'header.lhe', (size) => `<LesHouchesEvents>\n<header>\n${'x\n'.repeat(size / 8)}`),
  text('lhe', 'attributes.lhe', (size) => `<LesHouchesEvents>\n<event ${'a '.repeat(size / 64)}\n`),
];
