// The served shell: the application behind the loopback server, until Ctrl-C. Built to out/main/server.js; run by
// scripts/start.js, by the packaged program (--cli serve), or directly: node out/main/server.js [FILE…] [--port N] [--browser PATH] [--why TEXT].

import { realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { MESSAGE_BYTES, RingsideError, UPLOAD_BYTES } from '../contract/index.ts';
import { createApplication, defaultHome, pageOptions, unpacked } from '../service/index.ts';
import { openWindow } from './browser.ts';
import { removeInstance, writeInstance } from './instance.ts';
import { serve } from './server.ts';

const version = __VERSION__;
/** This file is out/main/server.js. */
const root = resolve(import.meta.dirname, '../..');

function readArguments(argv: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { port: { type: 'string' }, browser: { type: 'string' }, why: { type: 'string' } },
  });
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new RingsideError('bad-argument', `--port: ${values.port} is no port, needed is 0 to 65535`);
  }
  const base = process.env.INIT_CWD || process.cwd();
  return { ...values, port, base, files: positionals.map((file) => resolve(base, file)) };
}

/** Serves until SIGINT, SIGTERM or SIGHUP; resolves once everything is said and closed. */
export async function main(argv: readonly string[]): Promise<void> {
  const { port, files, base, browser, why } = readArguments(argv);
  const home = defaultHome(process.env);
  // From the start, so that a Ctrl-C on the way up is a goodbye too.
  const ended = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  const limits = { uploadBytes: UPLOAD_BYTES, messageBytes: MESSAGE_BYTES };
  const application = await createApplication({
    home,
    roots: [base],
    workerPath: unpacked(resolve(import.meta.dirname, 'compute.js')),
    workers: availableParallelism(),
    samplesFolder: unpacked(resolve(root, 'assets/samples')),
    files,
    version,
    pages: pageOptions(process.env),
    shell: 'server',
    limits,
  });
  for (const problem of application.problems) console.error(`ringside: ${problem.message}`);

  const pages = resolve(root, 'out/renderer');
  const served = await serve({ application, pages, version, port, ...limits }).catch(async (error) => {
    await application.close();
    throw error;
  });
  const { address, token } = served;
  // A full disk takes the second start's shortcut and the window that opens by itself, not the application.
  await writeInstance(home, { pid: process.pid, port: served.port, token, address, root }).catch(
    (error: Error) => console.error(`ringside: a second start will not find this one (${error.message})`),
  );

  const problem =
    browser === undefined
      ? null
      : await openWindow(browser, address, home).catch(
          (error: Error) => `its window could not be opened (${error.message})`,
        );
  const reason = [why, problem].filter(Boolean).join('; ');
  console.log(`Ringside ${version} · served window${reason && ` (${reason})`} · ${address} · Ctrl-C ends`);

  await ended;
  await removeInstance(home, root);
  await served.close();
  await application.close();
}

export function isEntry(argument: string | undefined, file: string): boolean {
  try {
    return argument !== undefined && realpathSync(argument) === realpathSync(file);
  } catch {
    return false;
  }
}

if (isEntry(process.argv[1], import.meta.filename)) {
  main(process.argv.slice(2)).then(
    () => process.exit(0),
    (error: unknown) => {
      const { message, hint } = RingsideError.from(error);
      console.error(`ringside: ${[message, hint].filter(Boolean).join('. ')}`);
      process.exit(1);
    },
  );
}
