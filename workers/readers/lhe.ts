// Les Houches events: `<event>` blocks whose first line tells the number of particles, a line each of them:
// IDUP ISTUP MOTHUP1 MOTHUP2 ICOLUP1 ICOLUP2 PX PY PZ E M VTIMUP SPINUP, in GeV. What follows in the block (weights, comments)
// and what stands between blocks is passed over. Status 1 comes out, −1 goes in. Numbers may be Fortran's (1.5D+03).
// Source: J. Alwall et al., A standard format for Les Houches event files, hep-ph/0609017; version 3: arXiv:1405.1067.

import { ReadError } from './errors.ts';
import { Fields } from './fields.ts';
import type { Input } from './input.ts';
import { lines } from './lines.ts';
import { RECORD_COLUMNS, recordTable } from './records.ts';
import type { Format, RowSink } from './table.ts';

const BEAMS = -1;
const PARTICLE_FIELDS = 13;
const PX = 6;

export function looksLhe(start: string): boolean {
  return /^\s*(?:<\?xml[^>]*>\s*)?<LesHouchesEvents\b/.test(start);
}

export const lhe: Format = {
  name: 'lhe',
  async open(input, options) {
    const rows = (sink: RowSink, strict: boolean) => read(input, sink, strict);
    return recordTable({ format: 'lhe', file: input.name, beams: BEAMS, energyUnit: 'GeV', rows }, options);
  },
};

async function* read(input: Input, sink: RowSink, strict: boolean): AsyncGenerator<void> {
  const reader = new Blocks(input.name, sink, strict);
  for await (const block of lines(input.name, input.stream())) {
    for (const line of block) {
      reader.line(line);
      if (sink.done) return;
    }
    yield;
  }
  reader.finish();
}

class Blocks {
  private readonly values = new Float64Array(RECORD_COLUMNS.length);
  private readonly fields: Fields;
  private number = 0;
  private events = 0;
  private begun = 0;
  /** Outside of blocks a comment or the header may hold anything, blocks too. */
  private where: 'between' | 'comment' | 'header' | 'first' | 'particles' | 'rest' = 'between';
  private promised = 0;
  private found = 0;

  constructor(
    private readonly file: string,
    private readonly sink: RowSink,
    private readonly strict: boolean,
  ) {
    this.fields = new Fields(file, strict);
  }

  line(line: string): void {
    this.number++;
    const text = line.trim();
    const { where } = this;
    if (where === 'between') this.between(text);
    else if (where === 'comment' || where === 'header') {
      if (text.includes(where === 'comment' ? '-->' : '</header>')) this.where = 'between';
    } else this.inside(text);
  }

  private inside(text: string): void {
    if (text === '</event>') this.end();
    else if (this.where === 'rest' || text === '' || text.startsWith('#')) return;
    else if (this.where === 'first') this.first(text);
    else this.particle(text);
  }

  finish(): void {
    if (!this.strict) return;
    if (this.where === 'comment' || this.where === 'header') {
      throw this.cut(`the ${this.where} of line ${this.begun} does not end`);
    }
    if (this.where !== 'between') {
      throw this.cut(
        `the file ends in event ${this.events}, after ${this.found} of ${this.promised} particles`,
      );
    }
  }

  private between(text: string): void {
    this.begun = this.number;
    if (/^<event(?:\s[^>]*)?>$/.test(text)) {
      this.where = 'first';
      this.promised = 0;
      this.found = 0;
    } else if (/^<header\b/.test(text)) {
      if (!text.includes('</header>')) this.where = 'header';
    } else if (text.startsWith('<!--') && !text.includes('-->')) {
      this.where = 'comment';
    }
  }

  /** NUP IDPRUP XWGTUP SCALUP AQEDUP AQCDUP. */
  private first(text: string): void {
    this.fields.split(text, this.number);
    this.promised = this.fields.count(0, 'particles');
    this.where = this.promised > 0 ? 'particles' : 'rest';
  }

  private particle(text: string): void {
    const { fields, values } = this;
    fields.split(text, this.number);
    fields.atLeast(PARTICLE_FIELDS, 'a particle');
    for (let k = 0; k < 5; k++) values[k] = fields.number(PX + k);
    values[5] = fields.number(0);
    values[6] = fields.number(1);
    this.sink.row(values, this.found++);
    if (this.found === this.promised) this.where = 'rest';
  }

  private end(): void {
    if (this.where !== 'rest' && this.strict) {
      throw this.cut(`event ${this.events} ends after ${this.found} of ${this.promised} particles`);
    }
    this.where = 'between';
    this.sink.endEvent();
    this.events++;
  }

  private cut(what: string): ReadError {
    return new ReadError(
      'bad-file',
      `${this.file}, line ${this.number}: ${what}`,
      'The file may be cut short; get it again.',
    );
  }
}
