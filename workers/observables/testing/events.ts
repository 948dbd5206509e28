// For tests only: random events, and what may be done to one without changing an observable.

import type { PlaneEvent } from '../../core/events.ts';
import { wrapPhi } from '../../core/geometry.ts';
import type { Random } from '../../core/random.ts';
import { momentaOf } from '../momenta.ts';

export interface Particle {
  readonly pt: number;
  readonly y: number;
  readonly phi: number;
  readonly mass?: number;
}

/** φ is wrapped; masses only where every particle has one. */
export function eventOf(particles: readonly Particle[]): PlaneEvent {
  const masses = particles.flatMap(({ mass }) => (mass === undefined ? [] : [mass]));
  return {
    event: 0,
    pt: Float64Array.from(particles, ({ pt }) => pt),
    y: Float64Array.from(particles, ({ y }) => y),
    phi: Float64Array.from(particles, ({ phi }) => wrapPhi(phi)),
    mass: particles.length > 0 && masses.length === particles.length ? Float64Array.from(masses) : null,
    pid: null,
    index: Uint32Array.from(particles, (_, i) => i),
  };
}

export function particlesOf({ pt, y, phi, mass }: PlaneEvent): Particle[] {
  return Array.from(pt, (value, i) => ({
    pt: value,
    y: y[i],
    phi: phi[i],
    ...(mass ? { mass: mass[i] } : {}),
  }));
}

/** What is left of an event when all but its `count` hardest particles are taken away. */
export function hardest(event: PlaneEvent, count: number): PlaneEvent {
  return eventOf(
    particlesOf(event)
      .sort((a, b) => b.pt - a.pt)
      .slice(0, count),
  );
}

/** Massless particles of these momenta. */
export function eventOfMomenta(momenta: readonly (readonly [number, number, number])[]): PlaneEvent {
  return eventOf(
    momenta.map(([x, y, z]) => {
      const pt = Math.hypot(x, y);
      return { pt, y: Math.asinh(z / pt), phi: Math.atan2(y, x) };
    }),
  );
}

/** A jet about a random axis, the seam included: 3 to `most` particles, steep in pT, every other one with masses. */
export function randomJet(draw: Random, most = 16): PlaneEvent {
  const axisY = 2 * draw.uniform() - 1;
  const axisPhi = 2 * Math.PI * draw.uniform();
  const massive = draw.uniform() < 0.5;
  return eventOf(
    Array.from({ length: 3 + draw.integer(most - 2) }, () => ({
      pt: 100 * draw.uniform() ** 3 + 0.1,
      y: axisY + 0.3 * draw.normal(),
      phi: axisPhi + 0.3 * draw.normal(),
      ...(massive ? { mass: 0.14 } : {}),
    })),
  );
}

/** Particles all around, |y| < 2.5. */
export function randomEvent(draw: Random, most = 24): PlaneEvent {
  const massive = draw.uniform() < 0.5;
  return eventOf(
    Array.from({ length: 3 + draw.integer(most - 2) }, () => ({
      pt: 100 * draw.uniform() ** 3 + 0.1,
      y: 5 * draw.uniform() - 2.5,
      phi: 2 * Math.PI * draw.uniform(),
      ...(massive ? { mass: 0.14 } : {}),
    })),
  );
}

export function shuffled(event: PlaneEvent, draw: Random): PlaneEvent {
  const particles = particlesOf(event);
  for (let i = particles.length - 1; i > 0; i--) {
    const j = draw.integer(i + 1);
    [particles[i], particles[j]] = [particles[j], particles[i]];
  }
  return eventOf(particles);
}

export function turned(event: PlaneEvent, angle: number): PlaneEvent {
  return eventOf(particlesOf(event).map((one) => ({ ...one, phi: one.phi + angle })));
}

export function boosted(event: PlaneEvent, rapidity: number): PlaneEvent {
  return eventOf(particlesOf(event).map((one) => ({ ...one, y: one.y + rapidity })));
}

export function scaled(event: PlaneEvent, factor: number): PlaneEvent {
  return eventOf(
    particlesOf(event).map(({ pt, mass, ...rest }) => ({
      ...rest,
      pt: factor * pt,
      ...(mass === undefined ? {} : { mass: factor * mass }),
    })),
  );
}

/** Three-momenta turned by a random rotation of space. */
export function rotated(event: PlaneEvent, draw: Random): PlaneEvent {
  const q = [draw.normal(), draw.normal(), draw.normal(), draw.normal()];
  const length = Math.hypot(...q);
  const [a, b, c, d] = q.map((value) => value / length);
  const rows = [
    [1 - 2 * (c * c + d * d), 2 * (b * c - a * d), 2 * (b * d + a * c)],
    [2 * (b * c + a * d), 1 - 2 * (b * b + d * d), 2 * (c * d - a * b)],
    [2 * (b * d - a * c), 2 * (c * d + a * b), 1 - 2 * (b * b + c * c)],
  ];
  return eventOf(
    particlesOf(event).map(({ pt, y, phi, mass }) => {
      const p = [pt * Math.cos(phi), pt * Math.sin(phi), Math.hypot(pt, mass ?? 0) * Math.sinh(y)];
      const [px, py, pz] = rows.map((row) => row[0] * p[0] + row[1] * p[1] + row[2] * p[2]);
      const newPt = Math.hypot(px, py);
      return {
        pt: newPt,
        y: Math.asinh(pz / Math.hypot(newPt, mass ?? 0)),
        phi: Math.atan2(py, px),
        ...(mass === undefined ? {} : { mass }),
      };
    }),
  );
}

/** One particle as two along the same direction. */
export function split(event: PlaneEvent, draw: Random): PlaneEvent {
  const particles = particlesOf(event);
  const which = draw.integer(particles.length);
  const share = 0.1 + 0.8 * draw.uniform();
  const { pt, mass, ...place } = particles[which];
  const part = (by: number) => ({
    ...place,
    pt: by * pt,
    ...(mass === undefined ? {} : { mass: by * mass }),
  });
  particles[which] = part(share);
  particles.push(part(1 - share));
  return eventOf(particles);
}

/** One more particle somewhere among the others, of at most `weight` × Σ pT and `weight` × Σ|p|. */
export function withSoft(event: PlaneEvent, draw: Random, weight: number): PlaneEvent {
  const particles = particlesOf(event);
  const pick = () => particles[draw.integer(particles.length)];
  const from = pick();
  const to = pick();
  const share = draw.uniform();
  const y = from.y + share * (to.y - from.y) + 0.01 * draw.normal();
  const phi = from.phi + share * wrapPhi(to.phi - from.phi) + 0.01 * draw.normal();
  const ht = event.pt.reduce((sum, pt) => sum + pt, 0);
  const pt = weight * Math.min(ht, momentaOf(event).total / Math.cosh(y));
  return eventOf([...particles, { pt, y, phi, ...(event.mass ? { mass: 0 } : {}) }]);
}
