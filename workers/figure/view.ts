// The part of the plane that is seen, as plain data: choosing it, zooming and panning it.
// y and φ have equal scale by default (a circle is a circle); φ may run past ±π, the cylinder repeats.

import { TWO_PI, wrapPhi } from '../core/geometry.ts';
import type { View } from './types.ts';

export const VIEW_DEFAULTS = {
  /** Share of ΣpT that the first view of a jet holds. */
  energy: 0.98,
  /** Margin around those particles, as a share of their extent on each side. */
  padding: 0.18,
  /** Smallest half-extent of a first view, rad. */
  smallest: 0.15,
  /** |y| of a full event's view. */
  fullRapidity: 5,
  /** Zoom limits: height of the view, rad. */
  nearest: 0.004,
  farthest: 4 * Math.PI,
  /** |y| that a view's centre may reach. */
  rapidityLimit: 12,
} as const;

export interface Placed {
  readonly pt: Float64Array;
  readonly y: Float64Array;
  readonly phi: Float64Array;
}

/**
 * A first view: for jet-sized events the padded box around 98% of the energy (outermost particles left out first),
 * for full events |y| ≤ 5 and all azimuths. `aspect` is width / height in pixels; the scale is equal in y and φ.
 */
export function fitView(particles: Placed, aspect: number, jetSized: boolean): View {
  if (!jetSized || particles.pt.length === 0) {
    return fitAspect(
      { y0: -VIEW_DEFAULTS.fullRapidity, y1: VIEW_DEFAULTS.fullRapidity, phi0: -Math.PI, phi1: Math.PI },
      aspect,
    );
  }
  const [y, phi] = circularCentroid(particles);
  const far = Array.from(particles.pt, (pt, i) => ({
    pt,
    dy: particles.y[i] - y,
    dphi: wrapPhi(particles.phi[i] - phi),
  }));
  far.sort((a, b) => Math.hypot(a.dy, a.dphi) - Math.hypot(b.dy, b.dphi));
  const wanted = VIEW_DEFAULTS.energy * particles.pt.reduce((sum, pt) => sum + pt, 0);
  let [y0, y1, phi0, phi1] = [0, 0, 0, 0];
  let held = 0;
  for (const { pt, dy, dphi } of far) {
    if (held >= wanted) break;
    held += pt;
    y0 = Math.min(y0, dy);
    y1 = Math.max(y1, dy);
    phi0 = Math.min(phi0, dphi);
    phi1 = Math.max(phi1, dphi);
  }
  const half = (low: number, high: number) =>
    Math.max(VIEW_DEFAULTS.smallest, ((high - low) / 2) * (1 + 2 * VIEW_DEFAULTS.padding));
  const cy = y + (y0 + y1) / 2;
  const cphi = phi + (phi0 + phi1) / 2;
  const hy = half(y0, y1);
  const hphi = half(phi0, phi1);
  return fitAspect({ y0: cy - hy, y1: cy + hy, phi0: cphi - hphi, phi1: cphi + hphi }, aspect);
}

/** The smallest view of equal scale, aspect = width / height, that holds `view` and has its centre. */
export function fitAspect(view: View, aspect: number): View {
  const w = view.y1 - view.y0;
  const h = view.phi1 - view.phi0;
  return w / h < aspect ? stretch(view, (h * aspect) / w, 1) : stretch(view, 1, w / aspect / h);
}

/** `view` after its pixels changed from one size to another: scale and centre stay. */
export function resizeView(
  view: View,
  from: { readonly width: number; readonly height: number },
  to: { readonly width: number; readonly height: number },
): View {
  return limit(stretch(view, to.width / from.width, to.height / from.height));
}

/** `factor` > 1 shows more, < 1 less; the point `at` = [y, φ] stays where it is on the screen (default: the centre). */
export function zoom(view: View, factor: number, at: readonly [number, number] = centre(view)): View {
  const height = view.phi1 - view.phi0;
  const f = Math.min(Math.max(factor, VIEW_DEFAULTS.nearest / height), VIEW_DEFAULTS.farthest / height);
  return limit({
    y0: at[0] + (view.y0 - at[0]) * f,
    y1: at[0] + (view.y1 - at[0]) * f,
    phi0: at[1] + (view.phi0 - at[1]) * f,
    phi1: at[1] + (view.phi1 - at[1]) * f,
  });
}

/** The view moved by (dy, dφ), rad. φ is endless: the centre is brought back into (−π, π] by whole turns. */
export function pan(view: View, dy: number, dphi: number): View {
  return limit({
    y0: view.y0 + dy,
    y1: view.y1 + dy,
    phi0: view.phi0 + dphi,
    phi1: view.phi1 + dphi,
  });
}

export function centre(view: View): [number, number] {
  return [(view.y0 + view.y1) / 2, (view.phi0 + view.phi1) / 2];
}

/** pT-weighted centre on the cylinder (mean direction in φ), which no seam disturbs. */
function circularCentroid(particles: Placed): [number, number] {
  let sum = 0;
  let y = 0;
  let c = 0;
  let s = 0;
  for (let i = 0; i < particles.pt.length; i++) {
    sum += particles.pt[i];
    y += particles.pt[i] * particles.y[i];
    c += particles.pt[i] * Math.cos(particles.phi[i]);
    s += particles.pt[i] * Math.sin(particles.phi[i]);
  }
  return [y / sum, Math.atan2(s, c)];
}

function stretch(view: View, inY: number, inPhi: number): View {
  const [y, phi] = centre(view);
  const hy = ((view.y1 - view.y0) / 2) * inY;
  const hphi = ((view.phi1 - view.phi0) / 2) * inPhi;
  return { y0: y - hy, y1: y + hy, phi0: phi - hphi, phi1: phi + hphi };
}

function limit(view: View): View {
  const [y, phi] = centre(view);
  const most = VIEW_DEFAULTS.rapidityLimit;
  const dy = Math.min(Math.max(y, -most), most) - y;
  const dphi = -TWO_PI * Math.ceil((phi - Math.PI) / TWO_PI);
  if (dy === 0 && dphi === 0) return view;
  return { y0: view.y0 + dy, y1: view.y1 + dy, phi0: view.phi0 + dphi, phi1: view.phi1 + dphi };
}
