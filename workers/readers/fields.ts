// The fields of one line of an event record, white space between them; errors say file, line and field.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';
import { parseNumber, shown } from './lines.ts';

export class Fields {
  private parts: string[] = [];
  private line = 0;

  /** `strict`: what is no number throws; else it is NaN. */
  constructor(
    private readonly file: string,
    private readonly strict: boolean,
  ) {}

  split(text: string, line: number): void {
    this.line = line;
    this.parts = text.trim().split(/\s+/);
  }

  get length(): number {
    return this.parts.length;
  }

  text(at: number): string {
    return this.parts[at] ?? '';
  }

  atLeast(needed: number, what: string): void {
    if (this.parts.length >= needed || !this.strict) return;
    throw new ReadError(
      'bad-file',
      `${this.where()}: ${what} has ${this.parts.length} fields, needed are ${needed}`,
      'The line may be cut short.',
    );
  }

  number(at: number): number {
    const text = this.parts[at] ?? '';
    const value = parseNumber(text) ?? fortran(text);
    if (value !== undefined && text !== '') return value;
    if (!this.strict) return Number.NaN;
    throw new ReadError(
      'bad-file',
      `${this.where()}: field ${at + 1} is "${shown(text)}", needed is a number`,
    );
  }

  /** How many of something follow: nothing is allocated for them. */
  count(at: number, what: string): number {
    const text = this.parts[at] ?? '';
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value <= limits.eventParticles) return value;
    if (!this.strict) return 0;
    throw new ReadError(
      Number.isNaN(value) ? 'bad-file' : 'too-large',
      `${this.where()}: the number of ${what} is "${shown(text)}", allowed are 0 to ${limits.eventParticles}`,
    );
  }

  private where(): string {
    return `${this.file}, line ${this.line}`;
  }
}

/** 1.5D+03, as Fortran writes what is of double precision. */
function fortran(text: string): number | undefined {
  return /^[+-]?[\d.]+[dD][+-]?\d+$/.test(text) ? parseNumber(text.replace(/d/i, 'e')) : undefined;
}
