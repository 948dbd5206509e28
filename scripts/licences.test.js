// What is bundled into out/ brings its licences along: Vite writes them from the modules of each bundle.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../electron.config.ts';
import { root } from './setup.js';

/** Put in place of packages that jsroot names and is not used with: no code at all. */
const EMPTY = ['empty-npm-package'];

/** Names of packages, and the lines that each has below its heading. */
function packagesOf(markdown) {
  const sections = markdown.split(/^## (?=\S+ - \d)/m).slice(1);
  return sections.map((section) => {
    const [heading, ...lines] = section.split('\n');
    return { name: heading.split(' - ')[0], text: lines.join('\n').trim() };
  });
}

describe('THIRD-PARTY.md', () => {
  it('is written for each target', () => {
    for (const target of ['main', 'preload', 'renderer']) {
      expect(config[target].build.license, target).toEqual({ fileName: 'THIRD-PARTY.md' });
    }
  });

  it.each([
    ['main', ['jsroot']],
    ['renderer', ['three', 'svelte', 'bits-ui', 'katex', '@lucide/svelte', 'fflate']],
  ])('of %s names what is bundled, each with its text', (target, names) => {
    const path = join(root, 'out', target, 'THIRD-PARTY.md');
    if (!existsSync(path)) {
      console.log(`${path} is not there: npm run build makes it`);
      return;
    }
    const packages = packagesOf(readFileSync(path, 'utf8')).filter(({ name }) => !EMPTY.includes(name));
    expect(packages.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
    const bare = packages.filter(({ text }) => !/copyright|permission|licen[cs]e/i.test(text));
    expect(bare.map(({ name }) => name)).toEqual([]);
  });
});
