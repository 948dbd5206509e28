// Imports run one way (docs: CONTRIBUTING.md). This reads the imports of every source and holds them to the table below.
// Tests may import what they need.

import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, posix, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** The layers of workers/ from the ground up: a folder imports those before it. Names on one line do not know each other. */
const LAYERS = [
  ['core'],
  ['readers', 'writers'],
  ['toys', 'frames'],
  ['transport'],
  ['jets', 'geometry'],
  ['shapes'],
  ['fitting'],
  ['observables'],
  ['figure'],
];
const below = (level) =>
  LAYERS.slice(0, level)
    .flat()
    .map((name) => `workers/${name}`);

/** Folder → folders that it may import; `types`: only their types. Every folder may import itself. */
const RULES = {
  'main/contract': { from: [] },
  ...Object.fromEntries(
    LAYERS.flatMap((names, level) => names.map((name) => [`workers/${name}`, { from: below(level) }])),
  ),
  'workers/entry': { from: [...below(LAYERS.length), 'main/contract'] },
  'main/pool': { from: ['main/contract'], types: ['workers'] },
  'main/service': { from: ['main/contract', 'main/pool'], types: ['workers'] },
  'main/server': { from: ['main/contract', 'main/service'] },
  'main/desktop': { from: ['main/contract', 'main/service'] },
  'main/cli': { from: ['main/contract', 'main/service', 'main/pool'], types: ['workers'] },
  renderer: { from: ['main/contract', 'workers/core', 'workers/shapes', 'workers/figure'] },
};
/** Packages that only these folders may name. */
const PACKAGES = {
  '@duckdb': ['workers/frames'],
  electron: ['main/desktop'],
  ws: ['main/server'],
  svelte: ['renderer'],
  three: ['renderer'],
};
/** Folders of tests' helpers: they import what they need, and no source may import them. */
const HELPERS = /[\\/](fixtures|testing)[\\/]/;
/** What runs in the screen, so that nothing of Node's may be reachable from it. */
const BROWSER = 'renderer';

const within = (path, folder) => path === folder || path.startsWith(`${folder}/`) || path === `${folder}.ts`;

/** What a source imports: { target, types } with `types` where only types cross. */
function importsOf(text, name = 'a.ts') {
  const script =
    extname(name) === '.svelte'
      ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
      : text;
  const source = ts.createSourceFile(name, script, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const found = [];
  const add = (node, types) => {
    if (node && ts.isStringLiteralLike(node)) found.push({ target: node.text, types });
  };
  const allTypes = (elements) => elements.length > 0 && elements.every((one) => one.isTypeOnly);
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      const clause = node.importClause;
      const named = clause?.namedBindings;
      const onlyTypes =
        clause !== undefined &&
        (clause.isTypeOnly ||
          (clause.name === undefined && named && ts.isNamedImports(named) && allTypes(named.elements)));
      add(node.moduleSpecifier, Boolean(onlyTypes));
    } else if (ts.isExportDeclaration(node)) {
      const named = node.exportClause;
      const onlyTypes = node.isTypeOnly || (named && ts.isNamedExports(named) && allTypes(named.elements));
      add(node.moduleSpecifier, Boolean(onlyTypes));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const resolved = (file, target) => posix.normalize(posix.join(posix.dirname(file), target));

/** What is wrong with the imports of these files ({ path: text }), one line each. */
function violations(files) {
  const problems = [];
  const graph = new Map();
  for (const [file, text] of Object.entries(files)) {
    const home = Object.keys(RULES).find((folder) => within(file, folder));
    const imports = importsOf(text, file);
    graph.set(
      file,
      imports
        .filter(({ types }) => !types)
        .map(({ target }) => (target.startsWith('.') ? resolved(file, target) : target)),
    );
    if (home === undefined) {
      problems.push(`${file}: its folder has no rule`);
      continue;
    }
    const { from, types: typesFrom = [] } = RULES[home];
    for (const { target, types } of imports) {
      if (!target.startsWith('.')) {
        const name = target.split('/')[0];
        const only = Object.hasOwn(PACKAGES, name) ? PACKAGES[name] : null;
        if (only !== null && !only.some((folder) => within(file, folder))) {
          problems.push(`${file}: imports ${target}, which only ${only.join(', ')} may`);
        }
        if (home === 'main/contract')
          problems.push(`${file}: imports ${target}, the contract imports nothing`);
        continue;
      }
      const path = resolved(file, target);
      const allowed =
        [home, ...from].some((folder) => within(path, folder)) ||
        (types && typesFrom.some((folder) => within(path, folder)));
      if (!allowed) problems.push(`${file}: imports ${path}, which ${home} may not`);
    }
  }
  for (const [file, chain] of reachable(graph)) {
    for (const target of graph.get(file) ?? []) {
      if (target.startsWith('node:'))
        problems.push(`${chain.join(' → ')} → ${target}: the screen has no Node`);
    }
  }
  return problems;
}

/** Files that the screen loads, each with how it is reached. */
function reachable(graph) {
  const chains = new Map();
  const queue = [...graph.keys()].filter((file) => within(file, BROWSER)).map((file) => [file]);
  for (const chain of queue) {
    const file = chain.at(-1);
    if (chains.has(file)) continue;
    chains.set(file, chain);
    for (const target of graph.get(file) ?? []) if (graph.has(target)) queue.push([...chain, target]);
  }
  return chains;
}

function sources() {
  const files = {};
  for (const folder of ['main', 'workers', 'renderer']) {
    for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
      const isSource = /\.(ts|js|svelte)$/.test(entry.name) && !/\.test\.[jt]s$/.test(entry.name);
      if (!entry.isFile() || !isSource || HELPERS.test(`${entry.parentPath}/`)) continue;
      const path = join(entry.parentPath, entry.name);
      files[path.slice(root.length + 1).replaceAll('\\', '/')] = readFileSync(path, 'utf8');
    }
  }
  return files;
}

describe('imports', () => {
  it('run one way', () => {
    const files = sources();
    expect(Object.keys(files).length).toBeGreaterThan(50);
    expect(violations(files)).toEqual([]);
  });

  it('name files that exist, with their extension', () => {
    const files = sources();
    const missing = Object.entries(files).flatMap(([file, text]) =>
      importsOf(text, file)
        .filter(({ target }) => target.startsWith('.') && /\.(ts|svelte)$/.test(target))
        .map(({ target }) => resolved(file, target))
        .filter((path) => !Object.hasOwn(files, path))
        .map((path) => `${file}: ${path} is not there`),
    );
    expect(missing).toEqual([]);
  });

  it('are refused in the other direction', () => {
    expect(
      violations({
        'main/contract/a.ts': "import { join } from 'node:path';",
        'main/server/a.ts': "import { run } from '../cli/run.ts';",
        'main/cli/a.ts': "export { x } from '../desktop/x.ts';",
        'main/service/a.ts':
          "import { fit } from '../../workers/fitting/fit.ts';\nimport type { Fit } from '../../workers/fitting/types.ts';",
        'main/server/b.ts': "import { app } from 'electron';",
        'workers/core/a.ts': "const later = await import('../shapes/ring.ts');",
        'workers/readers/a.ts': "import type { Writer } from '../writers/types.ts';",
        'workers/shapes/a.ts': "import { a } from '../core/a.ts';\nimport { b } from '../transport/b.ts';",
        'renderer/A.svelte':
          '<script lang="ts">\nimport { emd } from \'../workers/transport/emd.ts\';\n</script>\n<p>hi</p>',
        'other/a.ts': '',
      }),
    ).toEqual([
      'main/contract/a.ts: imports node:path, the contract imports nothing',
      'main/server/a.ts: imports main/cli/run.ts, which main/server may not',
      'main/cli/a.ts: imports main/desktop/x.ts, which main/cli may not',
      'main/service/a.ts: imports workers/fitting/fit.ts, which main/service may not',
      'main/server/b.ts: imports electron, which only main/desktop may',
      'workers/core/a.ts: imports workers/shapes/ring.ts, which workers/core may not',
      'workers/readers/a.ts: imports workers/writers/types.ts, which workers/readers may not',
      'renderer/A.svelte: imports workers/transport/emd.ts, which renderer may not',
      'other/a.ts: its folder has no rule',
    ]);
  });

  it('bring nothing of Node’s to the screen, however far away', () => {
    expect(
      violations({
        'renderer/main.ts': "import { ring } from '../workers/shapes/ring.ts';",
        'workers/shapes/ring.ts':
          "import { read } from '../core/read.ts';\nimport type { Stats } from '../core/types.ts';",
        'workers/core/read.ts': "import { readFileSync } from 'node:fs';",
        'workers/core/types.ts': "import { Stats } from 'node:fs';",
      }),
    ).toEqual([
      'renderer/main.ts → workers/shapes/ring.ts → workers/core/read.ts → node:fs: the screen has no Node',
    ]);
  });
});
