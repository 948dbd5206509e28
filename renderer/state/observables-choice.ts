// Choosing observables from the registry: found by name, label or words of their definition, headed by family.

import type { ObservableInfo } from '../../main/contract/index.ts';

export interface FamilyOfInfos {
  readonly family: string;
  readonly infos: readonly ObservableInfo[];
}

/** Those that hold every word that was typed, under their families in the registry's order. */
export function found(infos: readonly ObservableInfo[], typed: string): readonly FamilyOfInfos[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const families = new Map<string, ObservableInfo[]>();
  for (const info of infos) {
    const text = `${info.name} ${info.label} ${info.family} ${info.definition}`.toLowerCase();
    if (!words.every((word) => text.includes(word))) continue;
    families.set(info.family, [...(families.get(info.family) ?? []), info]);
  }
  return [...families].map(([family, list]) => ({ family, infos: list }));
}

/** Names with parameters typed beside the list, `tau3_beta2, efp_4`, each once. */
export function typedNames(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((name) => name !== ''))];
}

/** Seconds an observable takes an event on one core, roughly: a closed form, a fit. */
const SECONDS = { fast: 60e-6, slow: 20e-3 } as const;

/** A guess at the seconds that a job takes; `speed` are events a second per cost measured last time, or null. */
export function seconds(
  events: number,
  fast: number,
  slow: number,
  threads: number,
  speed: number | null,
): number {
  return (events * cost(fast, slow) * (speed ?? 1)) / Math.max(1, threads);
}

/** Seconds an event as the table above has it. */
export const cost = (fast: number, slow: number) => fast * SECONDS.fast + slow * SECONDS.slow;

const INVARIANCE_WORDS: Readonly<Record<ObservableInfo['invariances'][number], string>> = {
  order: 'order of particles',
  'phi-rotation': 'rotation in φ',
  boost: 'boost along the beam',
  rotation: 'any rotation',
  'collinear-split': 'collinear splitting',
  'soft-particle': 'soft particles',
  scale: 'scale of energies',
};

export function invarianceWords(info: ObservableInfo): string {
  return info.invariances.map((one) => INVARIANCE_WORDS[one]).join(', ');
}

/** "τ21", "mass / GeV". */
export function axisName(label: string, unit: string): string {
  return unit === '' ? label : `${label} / ${unit}`;
}
