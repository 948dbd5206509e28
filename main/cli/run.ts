// Which command does what was asked; its code is loaded only then, so that --version and --help answer at once.

import { RingsideError } from '../contract/errors.ts';
import { COMMAND_HELP, HELP } from './help.ts';
import { type Io, usage } from './io.ts';

export type Command = (argv: readonly string[], io: Io) => Promise<number>;

/** Exit codes: the shells' custom for a bad call and for Ctrl-C. */
const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  info: async () => (await import('./commands/info.ts')).info,
  emd: async () => (await import('./commands/emd.ts')).emd,
  neighbours: async () => (await import('./commands/neighbours.ts')).neighbours,
  dimension: async () => (await import('./commands/dimension.ts')).dimension,
  medoids: async () => (await import('./commands/medoids.ts')).medoids,
  map: async () => (await import('./commands/map.ts')).map,
  fit: async () => (await import('./commands/fit.ts')).fit,
  cluster: async () => (await import('./commands/cluster.ts')).cluster,
  compare: async () => (await import('./commands/compare.ts')).compare,
  observables: async () => (await import('./commands/observables.ts')).observables,
  roc: async () => (await import('./commands/roc.ts')).roc,
  convert: async () => (await import('./commands/convert.ts')).convert,
  generate: async () => (await import('./commands/generate.ts')).generate,
  serve: async () => (await import('./commands/shells.ts')).serve,
  open: async () => (await import('./commands/shells.ts')).open,
};
const LATER = ['train'];

/** Runs one command line and resolves to its exit code; never rejects. */
export async function run(argv: readonly string[], io: Io): Promise<number> {
  try {
    return await dispatch(argv, io);
  } catch (thrown) {
    const error = RingsideError.from(thrown);
    const interrupted = io.signal.aborted && error.code === 'cancelled';
    const message = interrupted && !error.hint ? `${argv[0]}: interrupted` : oneLine(error.message);
    io.stderr(`ringside: ${message}${error.hint && `. ${oneLine(error.hint)}`}\n`);
    return interrupted ? EXIT.interrupted : error.code === 'bad-argument' ? EXIT.usage : EXIT.failed;
  }
}

async function dispatch(argv: readonly string[], io: Io): Promise<number> {
  const [name, ...rest] = argv;
  if (name === '--version' || name === '-v') {
    io.stdout(`${io.version}\n`);
    return EXIT.ok;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout(HELP);
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const names = Object.keys(COMMANDS).join(', ');
  if (LATER.includes(name)) {
    throw new RingsideError('unsupported', `${name}: this version does not have it, allowed are ${names}`);
  }
  if (!Object.hasOwn(COMMANDS, name)) throw usage(`${name}: unknown command, allowed are ${names}`);
  const end = rest.indexOf('--');
  if (rest.slice(0, end < 0 ? rest.length : end).some((one) => one === '--help' || one === '-h')) {
    io.stdout(COMMAND_HELP[name]);
    return EXIT.ok;
  }
  const command = await COMMANDS[name]();
  return command(rest, io);
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
