// The manifest: what is published is there, what it brings along may be brought along.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './setup.js';

const json = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
const manifest = json('package.json');
const lock = json('package-lock.json');

/** Licences that let an MIT application be given away whole. */
const PERMISSIVE = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'Apache-2.0',
  'MPL-2.0',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Zlib',
];

/** Packages whose manifest names no licence of the list, as read in their LICENSE file. */
const READ = {
  'node_modules/png-js': 'MIT',
  // NIST: public domain, the notice kept; the HDF5 library inside: BSD-3-Clause.
  'node_modules/h5wasm': 'BSD-3-Clause',
};

/** An SPDX expression is fine when one choice of every OR is. */
function isPermissive(expression) {
  const plain = String(expression ?? '').replace(/[()]/g, '');
  return plain
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => PERMISSIVE.includes(one.trim())));
}

describe('package.json', () => {
  it('names programs that exist and can be run', () => {
    for (const path of Object.values(manifest.bin)) {
      const text = readFileSync(join(root, path), 'utf8');
      expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
      if (process.platform !== 'win32') expect(statSync(join(root, path)).mode & 0o111).not.toBe(0);
    }
    for (const command of Object.values(manifest.scripts)) {
      const script = /^node (\S+)/.exec(command)?.[1];
      if (script !== undefined) expect(existsSync(join(root, script)), script).toBe(true);
    }
  });

  it('publishes what runs, and no tests, sources or secrets', () => {
    const made = ['out'];
    for (const path of manifest.files.filter((one) => !made.includes(one) && !one.startsWith('!'))) {
      expect(existsSync(join(root, path)), path).toBe(true);
    }
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const said = execFileSync(npm, ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: process.platform === 'win32',
    });
    const [{ files }] = JSON.parse(said);
    const paths = files.map(({ path }) => path);
    expect(paths).toContain('scripts/ringside.js');
    expect(paths).toContain('LICENSE');
    expect(
      paths.filter((path) => /\.test\.[jt]s$|^(main|workers|renderer|e2e|bench)\/|\.env|\.built$/.test(path)),
    ).toEqual([]);
  });

  it('starts where the build puts the desktop shell', () => {
    expect(manifest.main).toBe('./out/main/desktop.js');
    expect(readFileSync(join(root, 'electron.config.ts'), 'utf8')).toContain(
      "desktop: at('main/desktop/index.ts')",
    );
  });

  it('agrees with the lock file, the licence and the citation', () => {
    expect(lock.packages[''].dependencies).toEqual(manifest.dependencies);
    expect(lock.packages[''].devDependencies).toEqual(manifest.devDependencies);
    expect(manifest.license).toBe('MIT');
    expect(readFileSync(join(root, 'LICENSE'), 'utf8')).toMatch(/^MIT License\n/);
    expect(readFileSync(join(root, 'CITATION.cff'), 'utf8')).toContain(`version: ${manifest.version}\n`);
    expect(readFileSync(join(root, 'CHANGELOG.md'), 'utf8')).toContain(`## [${manifest.version}]`);
  });
});

describe('what is given away with it', () => {
  const given = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && !dev);
  const licence = (path, entry) => (path in READ ? READ[path] : entry.license);

  it('is permissive', () => {
    expect(given.length).toBeGreaterThan(5);
    const others = given
      .filter(([path, entry]) => !isPermissive(licence(path, entry)))
      .map(([path, entry]) => `${path}: ${licence(path, entry)}`);
    expect(others).toEqual([]);
  });

  it('would be noticed otherwise', () => {
    expect(['GPL-3.0-only', 'AGPL-3.0', undefined, 'MIT AND GPL-2.0'].filter(isPermissive)).toEqual([]);
    expect(['MIT', '(MIT OR GPL-3.0)', 'Apache-2.0 AND BSD-3-Clause'].every(isPermissive)).toBe(true);
  });

  it('runs no script when it is installed', () => {
    const scripted = Object.entries(lock.packages)
      .filter(
        ([, { hasInstallScript, optional, devOptional }]) => hasInstallScript && !optional && !devOptional,
      )
      .map(([path]) => path);
    expect(scripted).toEqual([]);
  });
});
