// HepMC text: version 3's Asciiv3, version 2's IO_GenEvent, and what came before it (IO_ExtendedAscii of 2.00 and 2.01, IO_Ascii
// of version 1), told apart by the line that begins the listing. Read are the particles with momentum, mass, species and
// status; of vertices and weights only that they are there. Before 2.04 no unit is told: GeV are assumed.
// Sources: HepMC3 src/WriterAscii.cc and ReaderAscii.cc; HepMC2 user manual, "IO_GenEvent ASCII"; HepMC 2.06's
// StreamHelpers.cc and GenEventStreamIO.cc, which read the older ones.

import { ReadError } from './errors.ts';
import { Fields } from './fields.ts';
import type { Input } from './input.ts';
import { lines, shown } from './lines.ts';
import { RECORD_COLUMNS, recordTable } from './records.ts';
import type { Format, RowSink } from './table.ts';

type Unit = 'GeV' | 'MeV';

/** Where a line P has what, and how many fields. */
interface Layout {
  readonly name: string;
  readonly fields: number;
  readonly pid: number;
  /** px, py, pz, E, m from here. */
  readonly px: number;
  /** Without, m is that of the momentum, as HepMC has it then. */
  readonly mass: boolean;
  readonly status: number;
  /** Where a line E has the number of vertices. */
  readonly vertices: number;
}

/** `P id parent pid px py pz E m status`. */
const ASCII3: Layout = { name: 'Asciiv3', fields: 10, pid: 3, px: 4, mass: true, status: 9, vertices: 2 };
/** `P barcode pid px py pz E m status θ φ end-vertex flows …`. */
const GENEVENT: Layout = {
  name: 'IO_GenEvent',
  fields: 12,
  pid: 2,
  px: 3,
  mass: true,
  status: 8,
  vertices: 8,
};
/** Without the number of interactions in the line E, and without m. */
const ASCII: Layout = { ...GENEVENT, name: 'IO_Ascii', fields: 11, mass: false, status: 7, vertices: 7 };
const LAYOUTS = [ASCII3, GENEVENT, { ...GENEVENT, name: 'IO_ExtendedAscii' }, ASCII];

const LISTING = /^HepMC::(.+)-(START|END)_EVENT_LISTING$/;
/** Of HepMC, not of the event: its status of beams. */
const BEAMS = 4;

/** Whether the first bytes are HepMC's; version 2 begins with an empty line. */
export function looksHepmc(start: string): boolean {
  return /^\s*HepMC::/.test(start);
}

export const hepmc: Format = {
  name: 'hepmc',
  async open(input, options) {
    // Of the first event. Where it stands behind the first 64 kB, events in MeV are made GeV.
    const energyUnit = /^U\s+MEV\b/m.test(new TextDecoder().decode(input.head)) ? 'MeV' : 'GeV';
    const rows = (sink: RowSink, strict: boolean) => read(input, energyUnit, sink, strict);
    return recordTable({ format: 'hepmc', file: input.name, beams: BEAMS, energyUnit, rows }, options);
  },
};

async function* read(input: Input, unit: Unit, sink: RowSink, strict: boolean): AsyncGenerator<void> {
  const reader = new Listing(input.name, unit, sink, strict);
  for await (const block of lines(input.name, input.stream())) {
    for (const line of block) {
      reader.line(line);
      if (sink.done) return;
    }
    yield;
  }
  reader.end();
}

/** Takes lines; knows what the event that is open has promised, and what came of it. */
class Listing {
  private readonly values = new Float64Array(RECORD_COLUMNS.length);
  private readonly fields: Fields;
  private layout: Layout | null = null;
  private number = 0;
  private scale = 1;

  private events = 0;
  private open = false;
  private begun = 0;
  private promised = { particles: 0, vertices: 0 };
  private found = { particles: 0, vertices: 0 };

  constructor(
    private readonly file: string,
    private readonly unit: Unit,
    private readonly sink: RowSink,
    private readonly strict: boolean,
  ) {
    this.fields = new Fields(file, strict);
  }

  line(text: string): void {
    this.number++;
    if (text.startsWith('HepMC::')) this.listing(text.trim());
    if (this.layout === null || text.charCodeAt(1) !== 0x20) return;
    const kind = text[0];
    if (kind === 'P') this.particle(text, this.layout);
    else if (kind === 'V') this.vertex(text, this.layout);
    else if (kind === 'U') this.units(text);
    else if (kind === 'E') this.event(text, this.layout);
  }

  /** Of the event that is open; once more at the end of the file. */
  end(): void {
    if (!this.open) return;
    this.open = false;
    if (this.strict) this.checkWhole();
    this.sink.endEvent();
    this.events++;
  }

  private listing(text: string): void {
    const [, kind, what] = LISTING.exec(text) ?? [];
    if (kind === undefined) return;
    this.end();
    this.layout = null;
    if (what === 'END') return;
    this.layout = LAYOUTS.find(({ name }) => name === kind) ?? null;
    if (this.layout) return;
    throw new ReadError(
      'unsupported',
      `${this.file}, line ${this.number}: the listing is ${shown(kind)}, allowed are ${LAYOUTS.map(({ name }) => name).join(', ')}`,
      'Convert it with a program of HepMC3.',
    );
  }

  /** `E number vertices particles …`, or with the number of vertices further behind. */
  private event(text: string, layout: Layout): void {
    this.end();
    this.fields.split(text, this.number);
    this.promised = {
      vertices: this.fields.count(layout.vertices, 'vertices'),
      particles: layout === ASCII3 ? this.fields.count(3, 'particles') : 0,
    };
    this.found = { particles: 0, vertices: 0 };
    this.open = true;
    this.begun = this.number;
  }

  private units(text: string): void {
    this.fields.split(text, this.number);
    const energy = this.fields.text(1);
    if (energy !== 'GEV' && energy !== 'MEV' && this.strict) {
      throw new ReadError(
        'bad-file',
        `${this.file}, line ${this.number}: the unit of energies is "${shown(energy)}", allowed are GEV and MEV`,
      );
    }
    const mev = energy === 'MEV';
    this.scale = mev === (this.unit === 'MeV') ? 1 : mev ? 1e-3 : 1e3;
  }

  private vertex(text: string, layout: Layout): void {
    if (!this.open) return;
    this.found.vertices++;
    if (layout === ASCII3) return;
    this.fields.split(text, this.number);
    // Incoming ones that no vertex bears, and outgoing ones: their lines follow.
    this.promised.particles += this.fields.count(7, 'particles') + this.fields.count(8, 'particles');
  }

  private particle(text: string, layout: Layout): void {
    if (!this.open) return;
    const { fields, values, scale } = this;
    fields.split(text, this.number);
    fields.atLeast(layout.fields, 'P');
    for (let k = 0; k < 4; k++) values[k] = fields.number(layout.px + k) * scale;
    values[4] = layout.mass ? fields.number(layout.px + 4) * scale : massOf(values);
    values[5] = fields.number(layout.pid);
    values[6] = fields.number(layout.status);
    this.sink.row(values, this.found.particles++);
  }

  /** Asciiv3 has no lines for vertices with one particle in and no position. */
  private checkWhole(): void {
    const { promised, found } = this;
    const few =
      this.layout === ASCII3 ? found.vertices > promised.vertices : found.vertices !== promised.vertices;
    if (!few && found.particles === promised.particles) return;
    const what = few ? 'vertices' : 'particles';
    throw new ReadError(
      'bad-file',
      `${this.file}, line ${this.begun}: event ${this.events} has ${found[what]} ${what}, it says that there are ${promised[what]}`,
      'The file may be cut short; get it again.',
    );
  }
}

/** Of px, py, pz, E. */
function massOf([px, py, pz, energy]: Float64Array): number {
  return Math.sqrt(Math.max(0, energy * energy - (px * px + py * py + pz * pz)));
}
