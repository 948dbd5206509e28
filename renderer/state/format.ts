// Numbers as the screen writes them: a true minus, fixed digits so that columns of tabular figures line up, units apart.

import type { JobStatus } from '../../main/contract/index.ts';
import { extent as length } from '../../workers/figure/ticks.ts';
import type { ParameterKind } from '../../workers/shapes/types.ts';

const MINUS = '−';
const SUPERSCRIPTS: Readonly<Record<string, string>> = {
  '-': '⁻',
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
};

/** Shown where there is no number. */
export const NONE = '–';

export function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) return NONE;
  const text = value.toFixed(digits);
  // −0.000 is a rounded zero, not a sign worth showing.
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', MINUS);
}

/** EMD, rad. */
export const emd = (value: number) => fixed(value, 4);
/** y, φ, radii, rad. */
export const angle = (value: number) => fixed(value, 3);
/** Beyond, a jet moves along the beam and has no rapidity worth a number. */
const ALONG_BEAM = 100;
/** y of a jet. */
export const rapidity = (value: number) => (Math.abs(value) < ALONG_BEAM ? angle(value) : NONE);
/** Radii and semi-axes, rad: small ones keep digits that say something, as beside the shape and under a figure. */
export const extent = (value: number) => (Number.isFinite(value) ? length(value, 3) : NONE);
/** A parameter of a shape, by its kind: lengths may be nearly nothing, and are worth more digits then. */
export const parameter = ({ kind }: { readonly kind: ParameterKind }, value: number) =>
  kind === 'weight' ? percent(value) : kind === 'length' ? extent(value) : angle(value);
/** What goes with such a value, to the same digits: half an interval, an end of it. */
export function beside(parameter_: { readonly kind: ParameterKind }, value: number) {
  const fine = parameter_.kind === 'length' && Math.abs(value) < 0.01;
  return (one: number) => {
    if (parameter_.kind === 'weight' || fine) return parameter(parameter_, one);
    return one !== 0 && Math.abs(one) < 5e-4 ? '< 0.001' : angle(one);
  };
}
/** Energies, GeV. */
export const gev = (value: number) => fixed(value, 1);

/** Small numbers as 2 × 10⁻¹³. */
export function tiny(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  if (value === 0) return '0';
  if (Math.abs(value) >= 1e-3) return fixed(value, 4);
  const [mantissa, exponent] = value.toExponential(0).split('e');
  const raised = [...String(Number(exponent))].map((digit) => SUPERSCRIPTS[digit]).join('');
  return `${mantissa.replace('-', MINUS)} × 10${raised}`;
}

/** Whole numbers, thousands apart: 12 500. */
export function count(value: number): string {
  if (!Number.isFinite(value)) return NONE;
  return String(Math.round(value))
    .replace('-', MINUS)
    .replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

export function percent(share: number): string {
  if (!Number.isFinite(share)) return NONE;
  const value = share * 100;
  return `${value >= 99.95 || value === 0 ? fixed(value, 0) : fixed(value, 1)} %`;
}

export function bytes(value: number): string {
  if (value < 1000) return `${Math.round(value)} B`;
  if (value < 1e6) return `${fixed(value / 1e3, value < 1e5 ? 1 : 0)} kB`;
  if (value < 1e9) return `${fixed(value / 1e6, value < 1e8 ? 1 : 0)} MB`;
  return `${fixed(value / 1e9, 2)} GB`;
}

/** How much of a job is done: "95 of 200 events", "1.2 MB of 8.0 MB". A total of 0 is not known. */
export function amounts(done: number, total: number, unit: string): string {
  if (unit === 'MB') return total > 0 ? `${bytes(done * 1e6)} of ${bytes(total * 1e6)}` : bytes(done * 1e6);
  return `${count(done)}${total > 0 ? ` of ${count(total)}` : ''} ${unit}`;
}

/** How far a job is that has not ended: "95 of 200 pairs · 40 a second · 3 s left". */
export function progressWords(
  job: Pick<JobStatus, 'state' | 'done' | 'total' | 'unit' | 'rate' | 'left'>,
): string {
  if (job.state === 'queued') return 'waiting for a free worker';
  const speed = job.rate > 0 ? ` · ${rate(job.rate)}${job.unit === 'MB' ? ' MB' : ''} a second` : '';
  const left = job.left === null ? '' : ` · ${duration(job.left)} left`;
  return `${amounts(job.done, job.total, job.unit)}${speed}${left}`;
}

/** Seconds to go, as a clock would say it. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return NONE;
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  if (seconds < 100) return `${fixed(seconds, 0)} s`;
  if (seconds < 5400) return `${fixed(seconds / 60, 0)} min`;
  return `${fixed(seconds / 3600, 1)} h`;
}

/** A rate with as many digits as it deserves. */
export function rate(value: number): string {
  if (value >= 10) return count(value);
  return fixed(value, value >= 1 ? 1 : 2);
}

/** Milliseconds of a fit. */
export function milliseconds(value: number): string {
  if (value >= 10_000) return `${fixed(value / 1000, 1)} s`;
  return `${fixed(value, value < 100 ? 1 : 0)} ms`;
}

/** An expression as part of a file's name: `3x-ellipse+point`. */
export function fileWord(text: string): string {
  return text
    .replaceAll('*', 'x')
    .replace(/[^\w.=+-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Characters of a file's name in a sentence. */
const NAME = 40;

/** A long name without its middle: both ends tell files apart. */
export function short(name: string): string {
  const characters = [...name];
  if (characters.length <= NAME) return name;
  const half = Math.floor((NAME - 1) / 2);
  return `${characters.slice(0, half).join('')}…${characters.slice(-half).join('')}`;
}
