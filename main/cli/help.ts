// What --help prints.

const COMMON = `  --json               one JSON document on stdout, nothing else there
  --columns a,b,…      what the file's columns mean, in their order (pt,y,phi,mass)
  --threads N          compute threads (default: the cores of this machine)
`;
const FRAME = `  --frame TEXT         seen from another frame (default lab, the file's own): breit, of deep-inelastic scattering, all but the
                       scattered lepton, target along +z, the struck quark to −z; rest, of everything seen; boost:y=1.2 along the
                       beam; boost:VX,VY,VZ (c = 1); rotate:X,Y,Z:ANGLE; jet:antikt:0.8#0, that jet's axis at y = φ = 0 (0 is the
                       hardest); jet-axes:antikt:0.8#0, turned to its principal axis. Beams are particles with status 4 and px, py,
                       pz, E; in bare four-vectors the first two, and the third is the scattered lepton
  --beams e,p          with --frame breit, energies of beams that the file does not have, GeV, the lepton along −z: 18,275
`;
const CUTS = `  --cuts LIST          without some particles, before all else: ptmin=0.5 (GeV), etamax=2.5, ymax=4 (|η| and |y| at most),
                       neutrinos=drop (files that tell species); several by commas. What is left out is counted
`;
const OF_JETS = `  --jets ALGORITHM:R   of each jet in place of each event: antikt:0.8, with more after colons: ptmin=20 (GeV), wta, n=2 or
                       dcut=25 (exclusive), p=0.5 (genkt, eegenkt); xcone:0.4:n=3. Told by event and jet, 0 the hardest
`;
const OUT = `  --out FILE           write the table to FILE.csv, .json or .parquet; a journal beside it survives a kill
  --resume             go on with an interrupted --out
  --plot DIR           one SVG and one PNG an event
`;
const DISTANCE = `  --center             each event shifted to its pT-weighted centroid
  --beta b             exponent of the ground distance, 0 < b ≤ 2 (default 1)
  --R r                its radius, rad (default 1)
  --no-normalise       energies in GeV; the surplus pays 1 a unit
`;
const METHOD = `  --method NAME        exact (default), or not exact and of another speed: sinkhorn (the cost of an entropic flow, never
                       below the EMD), sliced (the mean over directions; β ≥ 1, normalised; in the unwrapped plane with
                       --center, else around the cylinder)
`;
const INPUT = `FILE is a path, or - for stdin, or FILE:NAME for a table inside a file; a folder or a pattern ('runs/*.h5', in quotes) is all
its files as one data set, events numbered through. Formats by content; docs/formats.md has them all:
text four-vectors (px py pz E), CSV with a header, npz and npy arrays of (pt, y, phi[, pid or mass]), JSON lines, HepMC, LHE,
ROOT, HDF5, Parquet, Arrow, IDX images; packed by gzip or zstd too, or in a zip (FILE:MEMBER). Of HepMC and LHE the final
state is read, of FILE:all every particle.
`;

export const HELP = `ringside: shapes in collider events, by the exact Energy Mover's Distance

  ringside info FILE…             what is in event files
  ringside fit FILE --shape ring  the best shape for each event
  ringside emd A [B]              distances between events
  ringside neighbours A [B]       the nearest events
  ringside dimension FILE…        the correlation dimension of a file's events
  ringside medoids FILE           the events that stand for a file
  ringside map FILE…              events as points of a plane
  ringside cluster FILE           the jets of each event, as FastJet finds them
  ringside compare FILE           a shape fit beside a jet algorithm, in one table
  ringside observables FILE       numbers of each event: masses, N-subjettiness, thrust, …
  ringside roc A B                which observable tells two samples apart
  ringside convert IN OUT         a file of events as a file of another kind
  ringside generate --kind top    toy events
  ringside serve                  the window, served on the loopback
  ringside open FILE…             the window, with these files

  ringside COMMAND --help         the options of a command
  ringside --version
`;

export const COMMAND_HELP: Readonly<Record<string, string>> = {
  info: `ringside info FILE… [--jets ALGORITHM:R] [--json] [--columns pt,y,phi,mass]

Counts the events and particles of each file, sums its columns as they stand, and tells what was skipped and why.

  --jets ALGORITHM:R   also how many jets there are, of how many particles, with the sums of their momenta: antikt:0.8:ptmin=20
${CUTS}${COMMON}
${INPUT}`,
  fit: `ringside fit FILE --shape EXPR[,EXPR…] [--events a:b] [--select y,phi,r] [--at y,phi] [--intervals] [--seed s] [--json]

Fits each shape to each event: the parameters with the least EMD (β = 1, R = 1, energies normalised), the value on at
least 1000 quadrature points, and a lower bound of that distance.

  --shape EXPR         a shape or a sum of them: ring, disk(radius=0.2..0.6), 3*(ellipse+point)+pileup; docs/shapes.md has
                       them all
  --shapes FILE[,…]    JavaScript modules with shapes of your own, besides those in the folder shapes of the state folder
  --events a:b         only events a to b − 1, counted from 0
${OF_JETS}${CUTS}${FRAME}  --select y,phi,r     only the particles within r of (y, phi), rad
  --at y,phi           one more place to start the search from, rad, as a click in the window is; with --select its
                       centre is one already
  --solver NAME        exact (default), or sinkhorn: the shape with the least debiased entropic divergence, which is printed
                       beside the exact EMD, bound and gap of that shape; neural comes with a later version
  --search NAME        thorough (default), or quick: fewer starts, for large data sets; sums of shapes in a quarter of the
                       time, at EMDs some per cent higher
  --continuous         also the EMD to the shape itself, without points, and its error: some tenths of a second a fit
  --intervals          also how well each parameter is known, from constituents smeared by the resolution of a detector and
                       from a bootstrap over them: 68% and 95% intervals, median, s.d., bias; up to a second or so a fit
  --replicas n         refits of each of the two (default 100)
  --resolution LIST    a=0.1,c=0.004,n=0.3,angle=0.0072: σ(E)/E = a/√E ⊕ c ⊕ n/E (GeV), σ of y and φ (rad; y=…, phi=…
                       one by one); what is not named is as here
  --seed s             of the starting points, and of the replicas (default 1)
${OUT}${COMMON}
${INPUT}`,
  emd: `ringside emd A [B] [--matrix | --pairs i:j,…] [--center] [--beta b] [--R r] [--no-normalise] [--json]

Energy Mover's Distances between the events of A and those of B; of one file alone, between all its events.

  --matrix             all pairs (the default)
  --pairs i:j,…        event i of A with event j of B
  --jets ALGORITHM:R   between jets in place of events: antikt:0.8:ptmin=20. They are numbered through the file; --json lists
                       event and number of each (jets_a, jets_b), and --pairs takes them also as event.jet:event.jet
${CUTS}${DISTANCE}${METHOD}  --out FILE           write to FILE.npy (the matrix), or to .csv, .json or .parquet (one row a pair); it may be
                       larger than memory, and what is done survives a kill
  --resume             go on with an interrupted --out
  --plot DIR           one SVG and one PNG an event
${COMMON}
${INPUT}`,
  neighbours: `ringside neighbours A [B] [--k 5] [--events a:b] [--center] [--beta b] [--R r] [--no-normalise] [--json]

The k events of B nearest to each event of A; without B, the nearest other events of A. Exact; distances that cannot be
among the nearest are not worked out, and counted.

  --k n                how many (default 5)
  --events a:b         only for events a to b − 1 of A, counted from 0
${OF_JETS}${CUTS}${DISTANCE}${METHOD}${COMMON}
${INPUT}`,
  dimension: `ringside dimension FILE… [--q a:b] [--steps n] [--events a:b] [--center] [--beta b] [--R r] [--json]

The correlation dimension d ln N(< Q)/d ln Q of each file's events, N(< Q) the pairs closer than Q, with standard errors.
Q is an EMD, or EMD^(1/β) where β > 1; each step is given by its middle, and with the pairs closer than its upper end.

  --q a:b              Q from a to b (default: as far as there are pairs)
  --steps n            steps in ln Q (default 24)
  --events a:b         only events a to b − 1 of each file
${OF_JETS}${CUTS}${DISTANCE}${METHOD}${COMMON}
${INPUT}`,
  medoids: `ringside medoids FILE [--k 3] [--events a:b] [--center] [--beta b] [--R r] [--no-normalise] [--json]

The k events that stand for all: the mean distance of each event to the nearest of them is small.

  --k n                how many (default 3)
  --events a:b         only events a to b − 1, counted from 0
${OF_JETS}${CUTS}${DISTANCE}${METHOD}${COMMON}
${INPUT}`,
  map: `ringside map FILE… [--method mds|umap] [--seed s] [--out FILE] [--events a:b] [--center] [--json]

Every event of the files as a point of one plane, so that distances between points resemble distances between events.

  --method mds|umap    classical scaling (default), or UMAP
  --seed s             UMAP's (default 1); the same seed gives the same map
  --neighbours n       UMAP's (default 15)
  --min-dist d         UMAP's, 0 to 1 (default 0.1)
  --events a:b         only events a to b − 1 of each file
${OF_JETS}${CUTS}${DISTANCE}  --distance NAME      exact (default), sinkhorn or sliced
  --out FILE           write the table to FILE.csv, .json or .parquet
${COMMON}
${INPUT}`,
  cluster: `ringside cluster FILE --algorithm NAME --R r [--pt-min p] [--exclusive n | --dcut d] [--groom METHOD]
  [--frame TEXT] [--json]

The jets of each event by sequential recombination, the hardest first: pT, rapidity, φ, mass, E, px, py, pz in GeV and rad,
and the particles in them by their places in the file's event. Particles along the beam take part.

  --algorithm NAME     antikt, kt, ca (Cambridge/Aachen), genkt; of e+e−, jets by falling energy: eekt (Durham), eegenkt;
                       centauro (asymmetric, for DIS; its distances mean something in the Breit frame); xcone: n jets (--exclusive)
                       of the least n-jettiness with a beam at R (β = 2), which takes longer
  --R r                radius, rad; eekt has none
  --p p                power of genkt and eegenkt: −1 (the default) is anti-kt's, 0 Cambridge/Aachen's, 1 kt's
  --recombination S    E: four-momenta are added (default); WTA: the harder one keeps its direction
  --pt-min p           only jets with at least this pT, GeV (default 0)
  --exclusive n        the n jets that are left when no more is merged; all inclusive ones without this and --dcut
  --dcut d             the jets that are left when every distance up to d has been dealt with (kt, eekt: GeV²)
  --groom METHOD       what grooming leaves of each jet, told beside it: softdrop:zcut=0.1,beta=0 (also its zg and rg),
                       mmdt:zcut=0.1, trim:R=0.2,fcut=0.05, prune:zcut=0.1,rcut=0.5, filter:R=0.3,n=3
  --areas KIND         the area of each jet, rad², as a number and a four-vector: active (ghosts are clustered with the particles)
                       or passive (where one ghost would be caught); inclusive jets of antikt, kt, ca, genkt
  --ghost-area a       of a ghost, rad² (default 0.01)
  --ghost-maxrap y     ghosts lie at |y| up to this (default 6)
  --seed s             of the ghosts' places (default 1)
  --rho                the density of pileup, GeV/rad², the median of pT/area of soft jets, its fluctuation, and each jet without
                       ρ times its area; --areas active where no areas are asked for
  --rho-jets NAME:R    those soft jets: kt:0.4 (default) or ca:R; 0.4 to 0.6 are usual
  --rho-maxrap y       those at |y| below this (default 4)
  --rho-hardest n      without the n hardest of all (default 2)
${CUTS}${FRAME}  --events a:b         only events a to b − 1, counted from 0
  --out FILE           write a row a jet to FILE.csv, .json or .parquet; a journal beside it survives a kill
  --resume             go on with an interrupted --out
  --plot WHERE         the jets over the plane, outlined and coloured, groomed ones dashed: of one event (--events 3) to FILE.svg,
                       .pdf or .png; of each event an SVG and a PNG into the folder WHERE
${COMMON}
${INPUT}`,
  compare: `ringside compare FILE --shape EXPR --jets ALGORITHM:R [--event k | --events a:b] [--within r] [--json]

The best shape of each event beside its jets: a row an axis of the fit (a part, or those that share a centre; its energy is
its weight times the ΣpT fitted) with the jet that belongs to it, their distance and the ratio of their energies; axes and
jets without a partner have rows of their own. Of all ways to pair them that of the least Σ ΔR², where an axis without a jet
counts (--within)². Then the EMD of the event from the fit, and from as many of its hardest jets as the fit has axes, each a
point with its share of their pT: one unit for both, rad.

  --shape EXPR         a shape or a sum of them: '3*point', ring+pileup; docs/shapes.md has them all
  --shapes FILE[,…]    JavaScript modules with shapes of your own
  --jets ALGORITHM:R   antikt:0.4, kt:1:n=3, xcone:0.4:n=3, antikt:0.4:ptmin=20; of the particles that are fitted
  --within r           an axis and a jet further apart than this do not belong together, rad (default: the jets' R)
  --event k            one event, counted from 0; --events a:b: events a to b − 1
${CUTS}  --select y,phi,r     only the particles within r of (y, phi), rad
  --at y,phi           one more place where the search for the shape begins
  --search NAME        thorough (default), or quick
  --seed s             of the search's random starts (default 1)
  --out FILE           write the rows to FILE.csv, .json or .parquet; a journal beside it survives a kill
  --resume             go on with an interrupted --out
${COMMON}
${INPUT}`,
  observables: `ringside observables FILE --names a,b,… [--events a:b] [--select y,phi,r] [--where COND] [--sort NAME] [--json]
ringside observables --list [--names a,b,…] [--json]

Works out observables of each event: a row an event, a column an observable, in GeV and rad; nothing where an event has no
such value. --list tells which there are, with what they are safe against; its --json, their formulas and references.

  --names a,b,…        which ones: mass,tau21,thrust; some have parameters in their names: tau3_beta2
  --events a:b         only events a to b − 1, counted from 0
  --select y,phi,r     only the particles within r of (y, phi), rad
${OF_JETS}${CUTS}${FRAME}  --where COND         only the rows that pass a condition in SQL: 'tau21 < 0.5 and mass > 60'
  --sort NAME          by a column, events without a value last (default: by event); --descending turns it round
  --seed s             of the observables that search from random starts (default 1)
${OUT}                       and of each observable: its histogram
${COMMON}
${INPUT}`,
  roc: `ringside roc A B --names a,b,… [--events a:b] [--select y,phi,r] [--seed s] [--json]

How well each observable tells the events of A from those of B: the area under its ROC curve, exact, with its standard
error, best first.

  --names a,b,…        which ones; ringside observables --list tells which there are
  --events a:b         only events a to b − 1 of each file
${OF_JETS}${CUTS}${FRAME}  --select y,phi,r     only the particles within r of (y, phi), rad
  --seed s             of the observables that search from random starts (default 1)
  --plot DIR           one SVG and one PNG an observable, and the ROC curves of the best
${COMMON}
${INPUT}`,
  convert: `ringside convert IN OUT [--events a:b] [--columns pt,y,phi,mass] [--json]

Writes the events of IN as another file, of the kind that OUT's name ends in: .npz, .parquet, and .npy, .csv, .jsonl, .hepmc, .dat,
.txt with or without .gz. Reading OUT gives the same numbers to the last bit; what its kind has no place for is told. IN may be larger
than memory; OUT appears when it is whole, in the place of a file of that name.

  --events a:b         only events a to b − 1, counted from 0
${OF_JETS}${CUTS}${COMMON}
IN is what FILE is elsewhere. ${INPUT}`,
  generate: `ringside generate --kind qcd|w|top|event|dis --events N --out FILE [--seed s] [--json]

Toy events from an angular-ordered shower: for demonstrations and tests, not physics to quote.

  --kind               qcd, w, top: jets of about 550 GeV; event: whole events of 300 to 600 particles;
                       dis: electron–proton scattering at 18 × 275 GeV, with both beams (status 4) and the scattered electron
  --events N           how many
  --seed s             default 1; the same seed gives the same events
  --out FILE           .npz or .csv; .dat: four-vectors. Of dis, .csv holds all, .dat the four-vectors (beams first), .npz no beams
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
