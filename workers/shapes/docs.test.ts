// docs/shapes.md names what there is.

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseShape } from './expression.ts';
import { SHAPES } from './registry.ts';

const text = readFileSync(resolve(import.meta.dirname, '../../docs/shapes.md'), 'utf8');
const rows = text.split('\n').filter((line) => line.startsWith('| `'));

it('every shape has its row, with its parameters', () => {
  for (const { name, parameters } of SHAPES) {
    const row = rows.find((line) => line.startsWith(`| \`${name}\` |`));
    expect(row, name).toBeDefined();
    if (name === 'filledtriangle') continue;
    for (const parameter of parameters) expect(row?.split(' | ')[2]).toContain(`\`${parameter.name}\``);
  }
});

it('every expression that is shown parses', () => {
  const shown = text.slice(text.indexOf('| expression |'), text.indexOf('- Weights are'));
  const expressions = [...shown.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]);
  expect(expressions.length).toBeGreaterThan(8);
  for (const expression of expressions) expect(parseShape(expression).text).toBe(expression);
});
