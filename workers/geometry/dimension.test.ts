// The formulas that are compared with, derived. For points uniform in a body K, N(< Q) ∝ ∫_{|δ| < Q} g(δ) dδ with
// g(δ) = |K ∩ (K + δ)|/|K|, and dim = d ln N/d ln Q.
//   Unit line:    g = 1 − δ,                     N ∝ Q − Q²/2,            dim = (2 − 2Q)/(2 − Q).
//   Unit square:  g = (1 − |δ_x|)(1 − |δ_y|),    N = πQ² − 8Q³/3 + Q⁴/2,  dim = (2π − 8Q + 2Q²)/(π − 8Q/3 + Q²/2), Q ≤ 1.
//   Unit ball:    g = 1 − ¾s + s³/16, s = |δ|₂ (two caps). In a norm ‖·‖ whose unit ball holds ⟨|δ|₂^k⟩ = m_k on average,
//                 N ∝ t³ − ¾ m₁ t⁴ + m₃ t⁶/16,   dim = (3 − 3 m₁ t + ⅜ m₃ t³)/(1 − ¾ m₁ t + m₃ t³/16), t = Q in radii.
//                 Euclidean: m_k = 3/(3 + k). Sum norm: m_k = 3/(3 + k) × the mean of |x|₂^k over the triangle x + y + z = 1.
// Embeddings: one particle moved in the plane moves the event by as much. At β = 2, particles so far apart that none goes
// to another's place have EMD = Σ w |δ|²: two of them, (x₁, x₂) on one and x₃ on the other, are a euclidean ball, Q² = 2 EMD.
// At β = 1, EMD = Σ w |δ|: three of them, one coordinate each, are a ball in the sum norm, ‖δ‖₁ = 3 EMD.
// bench/verify_geometry.py checks all of these by drawing points.

import { describe, expect, it } from 'vitest';
import { random } from '../core/random.ts';
import { generate, type ToyName } from '../toys/index.ts';
import { center, type Points } from '../transport/index.ts';
import { hasReferenceData, referenceEvents } from '../transport/testing/reference-data.ts';
import { correlationDimension } from './dimension.ts';
import { balanced, event, matrixOf } from './testing/events.ts';

const POINTS = 1000;
/** One step of ln Q around Q. */
const around = (q: number) => ({ steps: 1, from: q / 1.1, to: q * 1.1 });

function ball(draw: ReturnType<typeof random>): [number, number, number] {
  for (;;) {
    const [a, b, c] = [0, 1, 2].map(() => 2 * draw.uniform() - 1);
    if (Math.hypot(a, b, c) < 1) return [a, b, c];
  }
}
const ballDimension = (t: number, m1: number, m3: number) =>
  (3 - 3 * m1 * t + (3 / 8) * m3 * t ** 3) / (1 - (3 / 4) * m1 * t + (m3 * t ** 3) / 16);

describe('correlation dimension of events on known bodies', () => {
  const draw = random(4);
  const check = (found: { dimension: Float64Array; error: Float64Array }, wanted: number) => {
    expect(Math.abs(found.dimension[0] / wanted - 1)).toBeLessThan(0.05);
    expect(Math.abs(found.dimension[0] - wanted)).toBeLessThan(4 * found.error[0]);
    expect(found.error[0]).toBeLessThan(0.1 * wanted);
  };

  it('is that of a line', () => {
    const matrix = matrixOf(
      Array.from({ length: POINTS }, () => event([1, draw.uniform(), 0.3])),
      balanced,
    );
    for (const q of [0.05, 0.2, 0.5]) {
      check(correlationDimension(matrix, POINTS, around(q)), (2 - 2 * q) / (2 - q));
    }
  });

  it('is that of a square across the seam of φ', () => {
    const matrix = matrixOf(
      Array.from({ length: POINTS }, () => event([1, draw.uniform(), 3 + draw.uniform()])),
      balanced,
    );
    for (const q of [0.1, 0.2, 0.4]) {
      const wanted = (2 * Math.PI - 8 * q + 2 * q * q) / (Math.PI - (8 * q) / 3 + (q * q) / 2);
      if (q === 0.2) expect(wanted).toBeCloseTo(1.812, 3);
      check(correlationDimension(matrix, POINTS, around(q)), wanted);
    }
  });

  it('is that of a euclidean ball, at β = 2', () => {
    const events = Array.from({ length: POINTS }, () => {
      const [x, y, z] = ball(draw);
      return event([1, x, y], [1, 20 + z, 0]);
    });
    const matrix = matrixOf(events, { ...balanced, beta: 2 });
    for (const q of [0.2, 0.4, 0.8]) {
      const found = correlationDimension(matrix, POINTS, { ...around(q * Math.SQRT1_2), exponent: 0.5 });
      check(found, ballDimension(q, 3 / 4, 1 / 2));
    }
  });

  it('is that of a ball in the sum norm, at β = 1', () => {
    const events = Array.from({ length: POINTS }, () => {
      const [x, y, z] = ball(draw);
      return event([1, x, 0], [1, 20 + y, 0], [1, 40 + z, 0]);
    });
    const matrix = matrixOf(events, balanced);
    // Mean of |x|₂^k over the triangle, by its centroids; bench/verify_geometry.py finds .7017 and .3621.
    const cells = 300;
    const mean = [0, 0];
    for (let i = 0; i < cells; i++) {
      for (let j = 0; j < cells - i; j++) {
        for (const [shift, inside] of [
          [1 / 3, true],
          [2 / 3, i + j < cells - 1],
        ] as const) {
          if (!inside) continue;
          const x = (i + shift) / cells;
          const y = (j + shift) / cells;
          const r = Math.hypot(x, y, 1 - x - y);
          mean[0] += r / cells ** 2;
          mean[1] += r ** 3 / cells ** 2;
        }
      }
    }
    for (const t of [0.4, 0.8]) {
      const wanted = ballDimension(t, (3 / 4) * mean[0], (1 / 2) * mean[1]);
      check(correlationDimension(matrix, POINTS, around(t / 3)), wanted);
    }
  });

  it('is that of two prongs in random directions', () => {
    const events = Array.from({ length: POINTS }, () => {
      const angle = Math.PI * draw.uniform();
      const [y, phi] = [0.2 * Math.cos(angle), 0.2 * Math.sin(angle)];
      return event([1, y, phi], [1, -y, -phi]);
    });
    const matrix = matrixOf(events, balanced);
    for (const q of [0.1, 0.2, 0.25]) {
      const u = q / 0.4;
      const wanted = u / (Math.sqrt(1 - u * u) * Math.asin(u));
      if (q === 0.2) expect(wanted).toBeCloseTo(1.103, 3);
      check(correlationDimension(matrix, POINTS, around(q)), wanted);
    }
  });
});

describe('correlation dimension of jets', () => {
  const ordered = (name: string, jets: (kind: ToyName) => Points[]) => {
    const curves = (['top', 'w', 'qcd'] as const).map((kind) => {
      const events = jets(kind);
      return correlationDimension(matrixOf(events, balanced), events.length, {
        steps: 3,
        from: 0.08,
        to: 0.2,
      });
    });
    for (let s = 0; s < 3; s++) {
      const [top, w, qcd] = curves.map(({ dimension }) => dimension[s]);
      // Of the hundred reference top jets no two are closer than .08.
      if (!(name === 'reference' && s === 0)) expect(top, `${name}, step ${s}`).toBeGreaterThan(w);
      expect(w, `${name}, step ${s}`).toBeGreaterThan(qcd);
    }
  };

  it('orders top, W and QCD, on toys', () => {
    ordered('toys', (kind) => {
      const { offsets, pt, y, phi } = generate(kind, 100, 1);
      return Array.from({ length: 100 }, (_, i) => {
        const [from, to] = [offsets[i], offsets[i + 1]];
        return center({ weight: pt.slice(from, to), y: y.slice(from, to), phi: phi.slice(from, to) });
      });
    });
  }, 60_000);

  it('orders top, W and QCD, on the reference jets', () => {
    if (!hasReferenceData()) return;
    ordered('reference', (kind) =>
      referenceEvents(`${kind}.npz`).map(({ pt, y, phi }) => center({ weight: pt, y, phi })),
    );
  }, 60_000);
});

describe('the curve and its errors', () => {
  const draw = random(9);
  const count = 12;
  const points = Array.from({ length: count }, () => [draw.normal(), draw.normal()]);
  const matrix = Float64Array.from(
    points.flatMap((a) => points.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))),
  );
  const options = { steps: 4, from: 0.5, to: 3 };

  it('counts pairs below each edge', () => {
    const { q, dimension, pairs } = correlationDimension(matrix, count, options);
    const edge = (s: number) => 0.5 * 6 ** (s / 4);
    const below = (limit: number) => {
      let sum = 0;
      for (let i = 0; i < count; i++) for (let j = 0; j < i; j++) if (matrix[i * count + j] < limit) sum++;
      return sum;
    };
    for (let s = 0; s < 4; s++) {
      expect(q[s]).toBeCloseTo(Math.sqrt(edge(s) * edge(s + 1)), 12);
      expect(pairs[s]).toBe(below(edge(s + 1)));
      expect(dimension[s]).toBeCloseTo(Math.log(below(edge(s + 1)) / below(edge(s))) / (Math.log(6) / 4), 12);
    }
  });

  it('has the jackknife errors of really leaving out each event', () => {
    const { error } = correlationDimension(matrix, count, options);
    const without = Array.from({ length: count }, (_, e) => {
      const kept = points.filter((_, i) => i !== e);
      const part = Float64Array.from(
        kept.flatMap((a) => kept.map((b) => Math.hypot(a[0] - b[0], a[1] - b[1]))),
      );
      return correlationDimension(part, count - 1, options).dimension;
    });
    for (let s = 0; s < 4; s++) {
      const mean = without.reduce((sum, value) => sum + value[s], 0) / count;
      const variance = without.reduce((sum, value) => sum + (value[s] - mean) ** 2, 0);
      expect(error[s]).toBeCloseTo(Math.sqrt(((count - 1) / count) * variance), 12);
    }
  });

  it('takes a block of a matrix, and leaves out events without distances', () => {
    const big = 20;
    const full = new Float64Array(big * big).fill(Number.NaN);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) full[(i + 3) * big + j + 3] = matrix[i * count + j];
    }
    const wanted = correlationDimension(matrix, count, options);
    expect(correlationDimension(full, big, { ...options, range: { first: 2, end: 16 } })).toEqual(wanted);
    expect(correlationDimension(full, big, options)).toEqual(wanted);
  });

  it('chooses limits of Q by itself, and has nothing to say of nothing', () => {
    const { q, pairs } = correlationDimension(matrix, count);
    expect(q.length).toBe(24);
    // All but the farthest: closer is less than.
    expect(pairs[23]).toBe((count * (count - 1)) / 2 - 1);
    for (const events of [0, 1, 3]) {
      const { dimension, error } = correlationDimension(new Float64Array(events * events), events, {
        steps: 2,
      });
      expect([...dimension, ...error]).toEqual(Array(4).fill(Number.NaN));
    }
  });

  it('refuses what it cannot take', () => {
    const call = (change: object, numbers = matrix) =>
      expect(() => correlationDimension(numbers, count, { ...options, ...change }));
    call({ steps: 0 }).toThrow('dimension: steps is 0, allowed are integers from 1 to 1000');
    call({ exponent: 0 }).toThrow('dimension: exponent is 0, allowed is exponent > 0');
    call({ from: 2, to: 1 }).toThrow('dimension: Q from 2 to 1, allowed is 0 < from < to');
    call({ range: { first: 0, end: 13 } }).toThrow(
      'dimension: places 0 to 13, allowed are 0 ≤ first ≤ end ≤ 12',
    );
    call({}, new Float64Array(3)).toThrow('dimension: the matrix has 3 numbers, needed are 12 × 12');
    const hole = matrix.slice();
    hole[5] = Number.NaN;
    call({}, hole).toThrow(
      'dimension: the distance between places 0 and 5 is NaN, needed is a finite number ≥ 0',
    );
  });
});
