// The lines printed under a figure: what is seen, what was fitted, how well, and the command that makes it again.

import type { Selection } from '../core/events.ts';
import type { FitResult } from '../fitting/types.ts';
import type { FrameFacts } from '../jets/reference-frame.ts';
import type { Component } from '../shapes/types.ts';
import { frameCaption } from './frame-words.ts';
import { extent, fixed } from './ticks.ts';

export interface CaptionFacts {
  readonly file: string;
  /** Particles that were left out of it, as --cuts has it. */
  readonly cuts?: string;
  readonly event: number;
  /** Where a jet of the event is what is seen: its number there, and how its like were asked for. */
  readonly jet?: { readonly number: number; readonly definition: string };
  readonly particles: number;
  /** ΣpT of the event, GeV. */
  readonly pt: number;
  readonly selection: Selection;
  /** One more start of the search, (y, φ), where the selection does not tell it. */
  readonly at?: readonly [number, number];
  /** Share of ΣpT inside the selection, 0–1. */
  readonly energyShare: number;
  readonly result: FitResult | null;
  /** How sure the parameters are, where that was asked. */
  readonly intervals?: CaptionIntervals;
  /** The frame that it is seen from, where that is not the file's own. */
  readonly frame?: FrameFacts;
  /** The jets that are drawn, in words. */
  readonly jets?: string;
  /** The command that makes the picture again, where it is none of a fit. */
  readonly command?: string;
  readonly version: string;
  /** SHA-256 of the file, hex; empty where unknown. */
  readonly hash: string;
}

export interface CaptionIntervals {
  readonly smearing: CaptionReplicas;
  readonly bootstrap: CaptionReplicas;
}

export interface CaptionReplicas {
  readonly replicas: number;
  /** Those that went to another minimum. */
  readonly left: number;
  readonly parameters: readonly {
    readonly name: string;
    readonly unit: string;
    readonly central68: readonly [lower: number, upper: number];
  }[];
}

export function captionLines(facts: CaptionFacts): string[] {
  const lines = [
    `${facts.file}${facts.cuts ? ` · cuts ${facts.cuts}` : ''} · event ${facts.event}${ofJet(facts)} · ${facts.particles} particles, total pT ${fixed(facts.pt, 1)} GeV${selectionWords(facts)}`,
  ];
  if (facts.frame) lines.push(frameCaption(facts.frame));
  if (facts.jets) lines.push(facts.jets);
  const { result } = facts;
  if (result) {
    lines.push(result.components.map((component) => componentWords(component, result)).join('; '));
    const by = result.solver === 'exact' ? '' : `, fitted by ${result.solver}`;
    lines.push(
      `EMD ${fixed(result.emd, 4)} rad (exact transport to ${result.quadrature} points${by}); lower bound ${fixed(result.lower_bound, 4)} rad on the distance at these parameters, not on other minima`,
    );
  }
  if (facts.intervals) lines.push(...intervalLines(facts.intervals));
  const again = result ? fitCommand(facts, result) : facts.command;
  const command = again ? ` · ${again}` : '';
  const hash = facts.hash === '' ? '' : ` · SHA-256 ${facts.hash.slice(0, 16)}`;
  lines.push(`Ringside ${facts.version}${hash}${command}`);
  return lines;
}

const ofJet = ({ jet }: CaptionFacts) => (jet ? `, jet ${jet.number} of ${jet.definition}` : '');

/** More parameters than this would fill the page: only what the replicas did is told. */
const TOLD_PARAMETERS = 6;

/** One line of each kind. */
export function intervalLines({ smearing, bootstrap }: CaptionIntervals): string[] {
  const line = (what: string, { replicas, left, parameters }: CaptionReplicas) => {
    const head = `68% ${what} (${replicas} replicas, ${left} left this minimum)`;
    if (parameters.length > TOLD_PARAMETERS)
      return `${head}: of ${parameters.length} parameters, not listed here`;
    const spans = parameters.map(
      ({ name, unit, central68: [lower, upper] }) =>
        `${name} ${fixed(lower, 4)} to ${fixed(upper, 4)}${unit && ` ${unit}`}`,
    );
    return `${head}: ${spans.join(', ')}`;
  };
  return [line('within the resolution', smearing), line('over constituents drawn anew', bootstrap)];
}

/** "ring: centre y −0.850, φ −0.531 rad, radius 0.343 rad". */
export function componentWords(component: Component, result: FitResult): string {
  const [y, phi] = component.center;
  const parts = [`centre y ${fixed(y, 4)}, φ ${fixed(phi, 4)} rad`];
  if (component.radius !== undefined) parts.push(`radius ${extent(component.radius, 4)} rad`);
  if (component.semi_axes) {
    parts.push(`semi-axes ${extent(component.semi_axes[0], 4)} × ${extent(component.semi_axes[1], 4)} rad`);
  }
  if (component.vertices) {
    const corners = component.vertices.map(([v, w]) => `(${fixed(v, 4)}, ${fixed(w, 4)})`);
    parts.push(`${component.vertices.length === 2 ? 'ends' : 'corners'} ${corners.join(' ')}`);
  }
  if (component.region) {
    const [y0, y1, phi0, phi1] = component.region;
    parts.push(`y ${fixed(y0, 3)} to ${fixed(y1, 3)}, φ ${fixed(phi0, 3)} to ${fixed(phi1, 3)} rad`);
  }
  if (component.angle !== undefined) parts.push(`angle ${fixed(component.angle, 3)} rad`);
  if (result.components.length > 1) parts.push(`weight ${fixed(component.weight, 3)}`);
  return `${component.shape}: ${parts.join(', ')}`;
}

/** The command line of the same fit; a lasso and a jet have none. */
export function fitCommand(facts: CaptionFacts, result: FitResult): string {
  const { selection, event } = facts;
  if (selection.kind === 'lasso') return 'selection by lasso';
  if (selection.kind === 'particles') return 'selection of a jet';
  if (facts.jet && selection.kind !== 'all') return 'selection within a jet';
  const select =
    selection.kind === 'circle' ? ` --select=${numbers(selection.y, selection.phi, selection.radius)}` : '';
  const jets = facts.jet ? ` --jets ${facts.jet.definition}` : '';
  const cuts = facts.cuts ? ` --cuts ${facts.cuts}` : '';
  const frame = facts.frame ? ` --frame ${quoted(facts.frame.text)}` : '';
  const solver = result.solver === 'exact' ? '' : ` --solver ${result.solver}`;
  const at = facts.at ? ` --at=${numbers(...facts.at)}` : '';
  return `ringside fit ${quoted(facts.file)}${cuts}${jets}${frame} --shape ${quoted(result.shape)} --events ${event}:${event + 1} --seed ${result.seed}${select}${at}${solver}`;
}

/** With the decimals that a click is rounded to (renderer/state/fit-actions.ts): the search begins at the same place. */
function numbers(...values: readonly number[]): string {
  return values.map((value) => Number(value.toFixed(6))).join(',');
}

function selectionWords(facts: CaptionFacts): string {
  const share = `${fixed(100 * facts.energyShare, 1)}% of the energy`;
  const { selection } = facts;
  if (selection.kind === 'all') return '';
  if (selection.kind === 'lasso') return ` · inside a lasso: ${share}`;
  if (selection.kind === 'particles') return ` · ${jetWords(selection.index.length)}: ${share}`;
  return ` · within ${fixed(selection.radius, 2)} of (${fixed(selection.y, 3)}, ${fixed(selection.phi, 3)}): ${share}`;
}

/** Of a selection that names its particles. */
export function jetWords(particles: number): string {
  return `jet of ${particles} ${particles === 1 ? 'particle' : 'particles'}`;
}

/** As a POSIX shell reads it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
