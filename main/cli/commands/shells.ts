// ringside serve, ringside open: the shells are programs of their own; this starts them.

import { integerOption, readArguments } from '../arguments.ts';
import { type Io, usage } from '../io.ts';
import { userPath } from '../source.ts';

const START = 'scripts/start.js';
const MAX_PORT = 65_535;

export async function serve(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('serve', argv, { port: 'value' });
  const port = integerOption('port', values.port, 0, 0, MAX_PORT);
  const paths = files.map((file) => userPath(io, file));
  return io.spawn(START, [
    '--shell',
    'none',
    ...(values.port === undefined ? [] : ['--port', String(port)]),
    ...paths,
  ]);
}

export async function open(argv: readonly string[], io: Io): Promise<number> {
  const { files, values } = readArguments('open', argv, { shell: 'value', port: 'value' });
  if (files.length === 0) throw usage('open needs at least one FILE', 'See ringside open --help.');
  const options = Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
  return io.spawn(START, [...options, ...files.map((file) => userPath(io, file))]);
}
