// --cuts ptmin=0.5,etamax=2.5,ymax=4,neutrinos=drop where a file is read: particles that are left out, before anything else is done.

import { cutsText, keptInWords, type ParticleCuts, parseCuts } from '../contract/cuts.ts';

export const CUTS = { cuts: 'value' } as const;

/** Null without --cuts. */
export function cutsOption({ cuts }: { readonly cuts?: string }): ParticleCuts | null {
  return cuts === undefined ? null : parseCuts(cuts, '--cuts');
}

/** For documents, tables and journals: nothing where nothing was cut. */
export function cutFacts(cuts: ParticleCuts | null): { readonly cuts?: string } {
  return cuts ? { cuts: cutsText(cuts) } : {};
}

/** A file's name as captions have it. */
export function captionName(name: string, cuts: ParticleCuts | null): string {
  return cuts && name !== '' ? `${name} · ${keptInWords(cuts)}` : name;
}
