// --plot of observables and roc: a histogram of each observable, and ROC curves.

import { basename } from 'node:path';
import type { Chart } from '../../workers/entry/tasks.ts';
import type { ObservableInfo } from '../contract/observables.ts';
import type { Plots } from './plots.ts';

/** Curves of one figure: as many as can be told apart. */
const MOST_CURVES = 6;

type Samples = Chart['samples'];

/** `hash` is empty where it is not known; `of`: what the values are of. */
export function histogramOf(
  { label, unit }: ObservableInfo,
  samples: Samples,
  hash: string,
  version: string,
  of: 'events' | 'jets',
): Chart {
  const sources = samples.map(({ name, values: [column] }) => `${name} (${column.length} ${of})`);
  return {
    kind: 'histogram',
    columns: [{ label, unit }],
    samples,
    caption: { title: `${label} of ${sources.join(' and ')}`, source: sourceLine(hash, version) },
  };
}

/** Both samples' histograms, and the curves of the first names of `ranked`. */
export async function drawAll(
  plots: Plots,
  known: readonly ObservableInfo[],
  ranked: readonly string[],
  files: readonly string[],
  samples: readonly (readonly Float64Array[])[],
  version: string,
  of: 'events' | 'jets',
): Promise<void> {
  const names = files.map((file) => basename(file));
  const sampled = (places: readonly number[]): Samples =>
    names.map((name, s) => ({ name, values: places.map((place) => samples[s][place]) }));
  for (const [place, one] of known.entries()) {
    await plots.drawChart(one.name, histogramOf(one, sampled([place]), '', version, of));
  }
  const places = ranked.slice(0, MOST_CURVES).map((name) => known.findIndex((one) => one.name === name));
  await plots.drawChart('roc', {
    kind: 'roc',
    columns: places.map((place) => known[place]),
    samples: sampled(places),
    caption: {
      title: `Cuts on ${places.length === 1 ? 'one observable' : `${places.length} observables`}: ${names.join(' and ')}`,
      source: sourceLine('', version),
    },
  });
}

function sourceLine(hash: string, version: string): string {
  return `Ringside ${version}${hash && `, sha-256 ${hash.slice(0, 16)}…`}`;
}
