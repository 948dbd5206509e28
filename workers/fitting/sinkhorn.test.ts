import { expect, test } from 'vitest';
import type { PlaneEvent } from '../core/events.ts';
import { random } from '../core/random.ts';
import { modelOf } from '../shapes/index.ts';
import { hasReferenceData, referenceEvents } from '../transport/testing/reference-data.ts';
import { evaluate } from './evaluate.ts';
import { fit as fitExact } from './fit.ts';
import { fitSinkhorn } from './sinkhorn.ts';
import type { Iterate } from './types.ts';

function noisyCircle(particles: number, seed: number): PlaneEvent {
  const draw = random(seed);
  const angle = Array.from({ length: particles }, () => 2 * Math.PI * draw.uniform());
  return {
    event: 3,
    pt: Float64Array.from(angle, () => 1 + draw.uniform()),
    y: Float64Array.from(angle, (a) => 0.5 + 0.4 * Math.cos(a) + 0.05 * draw.normal()),
    phi: Float64Array.from(angle, (a) => 3 + 0.4 * Math.sin(a) + 0.05 * draw.normal()),
    mass: null,
    pid: null,
    index: Uint32Array.from(angle, (_, i) => i),
  };
}

test.each(['point', 'ring', 'disk', 'ellipse', '2*point', 'ring+point'])(
  '%s: what it tells is the exact EMD',
  (text) => {
    const event = noisyCircle(40, 1);
    const model = modelOf(text);
    const { result, trace } = fitSinkhorn(event, model);
    expect(result).toMatchObject({ event: 3, shape: text, solver: 'sinkhorn', seed: 1, converged: true });
    const parameters = model.fromComponents(result.components);
    const { emd, quadrature } = evaluate(event, model, parameters, { quadrature: 1000, plan: false });
    expect(result.emd).toBeCloseTo(emd, 12);
    expect(result.quadrature).toBe(quadrature);
    expect(result.lower_bound).toBeLessThanOrEqual(result.emd);
    expect(result.gap).toBeLessThan(1e-9);
    expect(result.divergence).toBeGreaterThan(0);
    expect(result.divergence).toBeLessThan(result.emd);
    expect(trace.length).toBeGreaterThan(0);
    expect(fitSinkhorn(event, model, { now: () => 0 }).result).toEqual({ ...result, wall_ms: 0 });
  },
);

test('its shapes are near the exact ones, and none is better', () => {
  const event = noisyCircle(60, 2);
  for (const text of ['point', 'ring', 'disk']) {
    const exact = fitExact(event, modelOf(text)).result;
    const { emd } = fitSinkhorn(event, modelOf(text)).result;
    expect(emd).toBeLessThan(1.02 * exact.emd);
    expect(emd).toBeGreaterThan((1 - 3e-4) * exact.emd);
  }
});

test('iterates are told by their exact EMD, and end at the result', () => {
  const event = noisyCircle(40, 3);
  const model = modelOf('ring');
  const iterates: Iterate[] = [];
  const { result } = fitSinkhorn(event, model, { onIterate: (iterate) => iterates.push(iterate) });
  const [first] = iterates;
  const last = iterates[iterates.length - 1];
  const options = { quadrature: 256, plan: false };
  for (const { emd, components } of [first, last]) {
    expect(emd).toBeCloseTo(evaluate(event, model, model.fromComponents(components), options).emd, 9);
  }
  expect(Math.abs(last.emd / result.emd - 1)).toBeLessThan(0.01);
});

test('from a place it searches there and only there; held parameters stay; a cancelled one ends', () => {
  const event = noisyCircle(40, 4);
  const held = fitSinkhorn(event, modelOf('ring(radius=0.2)')).result;
  expect(held.components[0].radius).toBe(0.2);
  const { others } = fitSinkhorn(event, modelOf('ring'), { from: Float64Array.of(0.4, 3.1, 0.3) });
  expect(others).toEqual([]);
  expect(() => fitSinkhorn(event, modelOf('ring'), { cancelled: () => true })).toThrow(
    'event 3: the fit was cancelled',
  );
});

test('on toy jets it is within 5% of the exact solver, for sums of shapes too', () => {
  if (!hasReferenceData()) return;
  for (const text of ['ring', '3*point', 'ellipse+point']) {
    const model = modelOf(text);
    for (const event of referenceEvents('top.npz').slice(0, 3)) {
      const exact = fitExact(event, model).result.emd;
      expect(fitSinkhorn(event, model).result.emd).toBeLessThan(1.05 * exact);
    }
  }
});
