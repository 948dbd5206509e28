#!/usr/bin/env node
// The command line: sets the checkout up when that is needed (saying so on stderr), then runs out/main/cli.js.
// `serve` and `open` start a shell, which is scripts/start.js's work.

import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, setup } from './setup.js';

const [command, ...rest] = process.argv.slice(2);
const wantsHelp = rest.includes('--help') || rest.includes('-h');

try {
  // In this process, so that a signal to it reaches the server. Bad calls go to the command line, which words them.
  const opens = command === 'open' && rest.some((argument) => !argument.startsWith('-'));
  if ((command === 'serve' || opens) && !wantsHelp) {
    const { start } = await import('./start.js');
    await start(command === 'serve' ? ['--shell', 'none', ...rest] : rest);
  } else {
    await setup((line) => console.error(line));
    const { main } = await import(pathToFileURL(resolve(root, 'out/main/cli.js')).href);
    process.exitCode = await main(process.argv.slice(2));
  }
} catch (error) {
  console.error(`ringside: ${error.message}`);
  process.exitCode = 1;
}
