// What --help prints.

const COMMON = `  --json               one JSON document on stdout, nothing else there
  --columns a,b,…      what the file's columns mean, in their order (pt,y,phi,mass)
  --threads N          compute threads (default: the cores of this machine)
`;
const OUT = `  --out FILE           write the table to FILE.csv, .json or .parquet; a journal beside it survives a kill
  --resume             go on with an interrupted --out
  --plot DIR           one SVG and one PNG an event
`;
const INPUT = `FILE is a path, or - for stdin, or FILE:NAME for a table inside a file. Formats by content: text four-vectors
(px py pz E), CSV with a header, npz and npy arrays of (pt, y, phi[, pid or mass]), each of them gzipped or not.
`;

export const HELP = `ringside: shapes in collider events, by the exact Energy Mover's Distance

  ringside info FILE…             what is in event files
  ringside fit FILE --shape ring  the best shape for each event
  ringside emd A [B]              distances between events
  ringside generate --kind top    toy events
  ringside serve                  the window, served on the loopback
  ringside open FILE…             the window, with these files

  ringside COMMAND --help         the options of a command
  ringside --version
`;

export const COMMAND_HELP: Readonly<Record<string, string>> = {
  info: `ringside info FILE… [--json] [--columns pt,y,phi,mass]

Counts the events and particles of each file, sums its columns as they stand, and tells what was skipped and why.

${COMMON}
${INPUT}`,
  fit: `ringside fit FILE --shape EXPR[,EXPR…] [--events a:b] [--select y,phi,r] [--seed s] [--json]

Fits each shape to each event: the parameters with the least EMD (β = 1, R = 1, energies normalised), the value on at
least 1000 quadrature points, and a lower bound of that distance.

  --shape EXPR         point, ring, disk, ellipse; parameters may be held: ring(radius=0.4)
  --events a:b         only events a to b − 1, counted from 0
  --select y,phi,r     only the particles within r of (y, phi), rad
  --solver exact       the only solver of this version
  --seed s             of the starting points (default 1)
${OUT}${COMMON}
${INPUT}`,
  emd: `ringside emd A [B] [--matrix | --pairs i:j,…] [--center] [--beta b] [--R r] [--no-normalise] [--json]

Energy Mover's Distances between the events of A and those of B; of one file alone, between all its events.

  --matrix             all pairs (the default)
  --pairs i:j,…        event i of A with event j of B
  --center             each event shifted to its pT-weighted centroid
  --beta b             exponent of the ground distance, 0 < b ≤ 2 (default 1)
  --R r                its radius, rad (default 1)
  --no-normalise       energies in GeV; the surplus pays 1 a unit
${OUT}${COMMON}
${INPUT}`,
  generate: `ringside generate --kind qcd|w|top|event --events N --out FILE [--seed s] [--json]

Toy events from an angular-ordered shower: for demonstrations and tests, not physics to quote.

  --kind               qcd, w, top: jets of about 550 GeV; event: whole events of 300 to 600 particles
  --events N           how many
  --seed s             default 1; the same seed gives the same events
  --out FILE           .npz or .csv
  --json               one JSON document on stdout, nothing else there
`,
  serve: `ringside serve [--port N]

Serves the window on 127.0.0.1 and prints its address with its token, until Ctrl-C.

  --port N             default: any free one
`,
  open: `ringside open FILE…

Opens the window (desktop where there is one, else the browser) with these files.
`,
};
