import { expect, it } from 'vitest';
import { type Descendable, descend } from './descent.ts';

/** |x| + |y − 3| / 2: a cone's kink at its least value, as a shape collapsing onto a particle meets it. */
function kinked(): Descendable & { readonly tried: Float64Array[] } {
  const tried: Float64Array[] = [];
  return {
    tried,
    value: (x) => {
      tried.push(Float64Array.from(x));
      return Math.abs(x[0]) + Math.abs(x[1] - 3) / 2;
    },
    gradient: (x, out) => {
      out[0] = Math.sign(x[0]);
      out[1] = Math.sign(x[1] - 3) / 2;
    },
  };
}

const OPTIONS = { scale: Float64Array.of(1, 1), tolerance: 1e-9, maxIterations: 60 };

it('the first step is no longer than asked, in natural lengths', () => {
  for (const firstStep of [1, 0.1, 0.001]) {
    for (const length of [1, 0.2]) {
      const target = kinked();
      const start = Float64Array.of(0.4, 1);
      descend(target, start, { ...OPTIONS, scale: Float64Array.of(length, length), firstStep });
      const [, second] = target.tried;
      const moved = Math.hypot(second[0] - start[0], second[1] - start[1]);
      expect(moved).toBeGreaterThan(0);
      expect(moved).toBeLessThanOrEqual(firstStep * length * (1 + 1e-12));
    }
  }
});

it('a short first step does not keep the descent from going far', () => {
  const bowl: Descendable = {
    value: (x) => 1 + (x[0] - 5) ** 2 + 3 * (x[1] + 2) ** 2,
    gradient: (x, out) => {
      out[0] = 2 * (x[0] - 5);
      out[1] = 6 * (x[1] + 2);
    },
  };
  const found = descend(bowl, Float64Array.of(0, 0), { ...OPTIONS, firstStep: 1e-3 });
  expect(found.converged).toBe(true);
  expect(found.x[0]).toBeCloseTo(5, 3);
  expect(found.x[1]).toBeCloseTo(-2, 3);
});
