import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unpacked } from './unpacked.ts';

test.each([
  [
    '/opt/Ringside/resources/app.asar/out/main/compute.js',
    '/opt/Ringside/resources/app.asar.unpacked/out/main/compute.js',
  ],
  ['C:\\Ringside\\resources\\app.asar\\assets', 'C:\\Ringside\\resources\\app.asar.unpacked\\assets'],
  ['/opt/app.asar.unpacked/out', '/opt/app.asar.unpacked/out'],
  ['/home/ada/ringside/out/main/compute.js', '/home/ada/ringside/out/main/compute.js'],
])('%s is read at %s', (path, real) => {
  expect(unpacked(path)).toBe(real);
});

test('what worker threads and native code read is beside the archive', () => {
  const text = readFileSync(join(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  const list = /^asarUnpack:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? '';
  const patterns = list.split('\n').map((line) => line.replace(/^ {2}- /, ''));
  for (const needed of [
    'package.json',
    'out/main/compute.js',
    'out/main/chunks/**',
    'assets/**',
    'node_modules/**',
  ]) {
    expect(patterns).toContain(needed);
  }
});
