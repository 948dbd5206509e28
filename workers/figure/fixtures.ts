// For tests only: a small scene with something of everything, across the seam of φ. Browser-safe.

import { sceneJets } from './jets.ts';
import { circle } from './outline.ts';
import { sceneParticles, scenePlan, scenePotential } from './scene.ts';
import type { Scene, ThemeName } from './types.ts';

/** Seven particles around (0.2, π), a ring of radius 0.4 there, a cone-shaped potential on a grid of a whole turn. */
export function sampleScene(theme: ThemeName = 'light'): Scene {
  const event = {
    pt: Float64Array.of(50, 20, 12, 6, 3, 1, 0.4),
    y: Float64Array.of(0.5, -0.2, 0.3, 0.1, 0.6, -0.1, 0.9),
    phi: Float64Array.of(3.0, -3.0, 2.7, -2.8, 3.1, 3.14, 2.5),
    pid: Int32Array.of(211, 22, 2112, 11, 13, 0, -321),
    index: Uint32Array.of(0, 1, 2, 3, 4, 5, 6),
  };
  const columns = 25;
  const rows = 40;
  const grid = { y0: -1, dy: 2.4 / (columns - 1), columns, phi0: -Math.PI, dphi: (2 * Math.PI) / rows, rows };
  const values = new Float32Array(columns * rows);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      const y = grid.y0 + c * grid.dy - 0.2;
      const phi = grid.phi0 + r * grid.dphi;
      values[r * columns + c] = Math.hypot(y, Math.PI - Math.abs(phi)) - 0.5;
    }
  }
  return {
    view: { y0: -0.6, y1: 1.2, phi0: 2.3, phi1: 4.0 },
    theme,
    colourBy: 'species',
    ptReference: 50,
    particles: sceneParticles(event, { index: event.index.subarray(0, 6) }),
    shape: {
      parts: [
        {
          name: 'ring',
          kind: 'line',
          outline: circle(0.2, Math.PI, 0.4, 48),
          center: [0.2, Math.PI],
          size: 0.4,
          label: 'radius 0.4000 rad',
          weight: null,
        },
      ],
      handles: [
        { name: 'center', y: 0.2, phi: Math.PI, parts: ['ring'], center: true },
        { name: 'radius', y: 0.6, phi: Math.PI, parts: ['ring'], center: false },
      ],
      state: 'settled',
      highlight: null,
      band: [],
    },
    potential: scenePotential(grid, values, 1),
    plan: scenePlan(
      event,
      [0, 1, 2],
      Float64Array.of(0.6, -0.2, 0.2),
      Float64Array.of(3.14, 3.14, 2.74),
      Float64Array.of(0.6, 0.3, 0.1),
    ),
    selection: circle(0.2, Math.PI, 0.7, 32),
    jets: null,
    caption: ['sample.txt · event 0 · 7 particles', 'ring: centre y 0.2000, φ 3.1416 rad, radius 0.4000 rad'],
  };
}

/** The same with two jets in the place of species: one groomed and chosen, one across the seam; one particle is in none. */
export function jetsScene(theme: ThemeName = 'light'): Scene {
  const scene = sampleScene(theme);
  const { y, phi } = scene.particles;
  const jets = [
    { pt: 62, constituents: [0, 2, 4], groomed: { constituents: [0, 4] } },
    { pt: 26, constituents: [1, 3], groomed: null },
  ];
  const event = { y, phi, index: Uint32Array.of(0, 1, 2, 3, 4, 5, 6) };
  return { ...scene, colourBy: 'jet', jets: sceneJets(event, jets, Int16Array.of(0, 1, 0, 1, 0, -1, -1), 0) };
}
