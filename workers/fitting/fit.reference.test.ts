import { describe, expect, it } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { parseShape } from '../shapes/index.ts';
import { emd } from '../transport/index.ts';
import { hasReferenceData, referenceEvents, referenceJson } from '../transport/testing/reference-data.ts';
import { fit as fitShape } from './fit.ts';
import { eventAt } from './testing/events.ts';

/** At most this much above the reference, on at least this share of the cases. */
const EXCESS = 1.005;
const SHARE = 0.98;
/** The independent check: the printed parameters on so many points give the printed value to 1%. */
const CHECK_POINTS = 4000;
const TRUTH = 0.01;

interface Reference {
  readonly file: string;
  readonly event: number;
  readonly shape: string;
  readonly emd: number;
}

describe.skipIf(!hasReferenceData())('fit against the best known', () => {
  const files = new Map<string, PlaneEvent[]>();
  const eventOf = ({ file, event }: Reference): PlaneEvent => {
    const events = files.get(file) ?? referenceEvents(file);
    files.set(file, events);
    return events[event];
  };

  it.each(['ring', 'disk', 'ellipse'])('%s: at most 1.005 × the reference, bounded, true', (shape) => {
    const { fits } = referenceJson('fit_reference.json') as { fits: Reference[] };
    const cases = fits.filter((reference) => reference.shape === shape);
    expect(cases.length).toBeGreaterThanOrEqual(75);
    let good = 0;
    for (const [k, reference] of cases.entries()) {
      const event = eventOf(reference);
      const expression = parseShape(shape);
      const { result } = fitShape(event, expression);
      if (result.emd <= EXCESS * reference.emd) good++;
      expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
      expect(result.gap).toBeLessThanOrEqual(1e-10);
      expect(result.converged).toBe(true);
      if (k % 15 !== 0) continue;
      const y = new Float64Array(CHECK_POINTS);
      const phi = new Float64Array(CHECK_POINTS);
      const mass = new Float64Array(CHECK_POINTS);
      expression.quadrature(expression.fromComponents(result.components), CHECK_POINTS, y, phi, mass);
      const finer = emd(
        { weight: event.pt, y: event.y, phi: event.phi },
        { weight: new Float64Array(CHECK_POINTS).fill(1), y, phi },
      );
      expect(Math.abs(result.emd - finer.emd)).toBeLessThanOrEqual(TRUTH * finer.emd);
    }
    console.log(`${shape}: ${good} of ${cases.length} at most ${EXCESS} × the reference`);
    expect(good).toBeGreaterThanOrEqual(SHARE * cases.length);
  });
});

interface Shaper {
  readonly events: readonly { readonly particles: readonly (readonly [number, number, number])[] }[];
  readonly settings: readonly {
    readonly results: readonly {
      readonly event: number;
      readonly observable: string;
      readonly exact_emd: number;
    }[];
  }[];
}

/** Above the best exact EMD of any of SHAPER's settings and seeds: at most by this. */
const OVER_SHAPER = 1.002;

describe.skipIf(!hasReferenceData())('fit against SHAPER', () => {
  it.each([
    ['3*point', '3-Subjettiness'],
    ['3*(ellipse+point)', '3-Point-Ellipsiness'],
    ['ring', '1-Ringiness'],
    ['disk', '1-Diskiness'],
    ['ellipse', '1-Ellipsiness'],
  ])('%s: on each of its ten jets at most 1.002 × its best', (text, observable) => {
    const { events, settings } = referenceJson('shaper_reference.json') as Shaper;
    expect(events.length).toBe(10);
    for (const [event, { particles }] of events.entries()) {
      const best = Math.min(
        ...settings
          .flatMap(({ results }) => results)
          .filter((result) => result.event === event && result.observable === observable)
          .map((result) => result.exact_emd),
      );
      const jet = eventAt(
        particles.map(([, y]) => y),
        particles.map(([, , phi]) => phi),
        particles.map(([weight]) => weight),
      );
      const { result } = fitShape(jet, parseShape(text));
      expect(result.emd).toBeLessThanOrEqual(OVER_SHAPER * best);
      expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
    }
  });
});
