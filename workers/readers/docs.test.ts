// docs/formats.md says what the registries say: `npx vitest run workers/readers/docs.test.ts -u` writes its tables anew.
// What stands between the marks is written from FORMATS, PRESETS and limits; all else in that file is written by hand.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { ABOUT, type About, COMMON, LAYOUTS } from './about.ts';
import { FORMATS } from './index.ts';
import { PRESETS, type Preset, presetOf, WIDE } from './presets.ts';

const path = resolve(import.meta.dirname, '../../docs/formats.md');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
const code = (text: string) => `\`${text}\``;

function formatRow(name: string, { title, endings, event, particle, columnar, limits }: About): string[] {
  const layouts = PRESETS.filter((preset) => LAYOUTS[preset.name]?.formats.includes(name));
  const known = layouts.map((preset) => preset.name).join(', ');
  const by = columnar ? `${known === '' ? '' : `${known}; else `}names of columns` : '–';
  const roles = name === 'text' || name.startsWith('np') ? 'places of columns' : 'names of columns';
  if (name === 'zip')
    return [
      `${title} (${endings.map(code).join(', ')})`,
      event,
      particle,
      'as in its member',
      limits.join('; '),
    ];
  const fixed = ['hepmc', 'lhe', 'idx'].includes(name) ? 'the record itself' : roles;
  return [
    `${title} (${endings.map(code).join(', ')})`,
    event,
    particle,
    columnar ? by : fixed,
    limits.join('; '),
  ];
}

function layoutRow(preset: Preset): string[] {
  const { told, formats, meaning } = LAYOUTS[preset.name];
  const wide = WIDE.find(({ name }) => told.some((one) => one.startsWith(`${name}.`)));
  const columns = wide
    ? `${code(wide.name)} with ${[...new Set(wide.widths)].join(' to ')} columns: (${wide.repeats.join(', ')}) × ${wide.slots}`
    : told.map(code).join(', ');
  const roles = Object.entries(preset.roles ?? {}).filter(([column, role]) => column !== role.toLowerCase());
  const where = (preset.where ?? []).map(({ collection, column, value }) => {
    const of = /^\^\w+\$$/.test(collection.source) ? ` of ${code(collection.source.slice(1, -1))}` : '';
    return `only ${code(column)} ${value}${of}`;
  });
  return [
    preset.name,
    FORMATS.filter(({ name }) => formats.includes(name))
      .map(({ name }) => ABOUT[name].title.split(' ')[0])
      .join(', '),
    columns,
    preset.energyUnit,
    [
      ...roles.map(
        ([column, role]) => `${code(column)} ${role === 'ignore' ? 'bears no role' : `is ${role}`}`,
      ),
      ...where,
      ...(preset.note ? [preset.note] : []),
      meaning,
    ].join('; '),
  ];
}

it('every format and every preset is described', () => {
  for (const { name } of FORMATS) expect(Object.keys(ABOUT)).toContain(name);
  expect(Object.keys(LAYOUTS).sort()).toEqual(PRESETS.map(({ name }) => name).sort());
  for (const [name, { told, formats }] of Object.entries(LAYOUTS)) {
    expect(presetOf(told)?.name).toBe(name);
    for (const format of formats) expect(ABOUT[format].columnar).toBe(true);
  }
});

it('docs/formats.md is what the registries say', async () => {
  const written: Readonly<Record<string, string>> = {
    formats: table(
      ['format', 'an event is', 'a particle is', 'what columns mean is told by', 'limits'],
      FORMATS.map(({ name }) => formatRow(name, ABOUT[name])),
    ),
    limits: COMMON.map((sentence) => `- ${sentence}`).join('\n'),
    layouts: table(['layout', 'in', 'told by', 'energies', 'meaning'], PRESETS.map(layoutRow)),
  };
  let text = readFileSync(path, 'utf8');
  for (const [name, content] of Object.entries(written)) {
    const [begin, end] = [`<!-- written from the registry: ${name} -->\n\n`, `\n\n<!-- end: ${name} -->`];
    const [from, to] = [text.indexOf(begin), text.indexOf(end)];
    expect(from >= 0 && to >= from + begin.length, `the marks of ${name}`).toBe(true);
    text = text.slice(0, from + begin.length) + content + text.slice(to);
  }
  await expect(text).toMatchFileSnapshot(path);
});
