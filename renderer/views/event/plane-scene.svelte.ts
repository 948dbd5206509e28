// What the plane shows, as a scene: the particles with the chosen ones among them, the shape, the potential and the plan
// around it, and the outline of the selection.

import {
  sceneParticles,
  scenePlan,
  scenePotential,
  sceneShape,
  selectionOutline,
} from '../../../workers/figure/index.ts';
import type { Scene } from '../../../workers/figure/types.ts';
import type { App } from '../../state/app.svelte.ts';
import { asPlaneEvent } from '../../state/place.svelte.ts';
import { firstRange } from '../../state/range.ts';

/** `drawing`: the lasso while it is drawn, [y, φ] of its corners. To be called where a component begins. */
export function planeScene(app: App, drawing: () => readonly (readonly [number, number])[] | null) {
  const { look, fits, place } = app;

  // What is about to be fitted, or what the shape on show was fitted to.
  const selection = $derived(app.shownSelection);
  const particles = $derived.by(() => {
    const data = place.data;
    if (!data) return null;
    const all = selection === null || selection.kind === 'all';
    return sceneParticles(asPlaneEvent(data), all ? null : fits.selected(data, selection));
  });
  const outline = $derived.by(() => {
    const lasso = drawing();
    if (lasso) return Float64Array.from(lasso.flat());
    const branch = app.inside.particles ?? app.subjets.particles ?? app.beside.particles;
    if (branch) return place.data && selectionOutline({ kind: 'particles', index: branch }, place.data);
    // The chosen jet has its own outline.
    if (selection?.kind === 'particles' && selection.index === app.jets.particles) return null;
    return selection && place.data && selectionOutline(selection, place.data);
  });
  const band = $derived(app.intervals.bandOf(fits.overlay));
  const parts = $derived.by(() => {
    const overlay = fits.overlay;
    if (!overlay) return null;
    const { state } = overlay;
    return sceneShape(overlay.model, overlay.parameters, state === 'batch' ? 'settled' : state, band);
  });
  const shape = $derived(parts && { ...parts, highlight: app.pointedPart });
  const potential = $derived.by(() => {
    const field = fits.field;
    if (!look.potential || !field?.potential || !field.grid) return null;
    return scenePotential(field.grid, field.potential, look.range ?? firstRange(field.reach));
  });
  const plan = $derived.by(() => {
    const flow = fits.field?.plan;
    const data = place.data;
    return look.plan && flow && data ? scenePlan(data, flow.particle, flow.y, flow.phi, flow.mass) : null;
  });
  // While the chosen jet's history is looked at, its subjets stand for the jets.
  const jets = $derived.by(() => {
    const all = app.jets.scene;
    return (all && place.data && app.subjets.scene(place.data, all)) ?? all;
  });
  const scene = $derived.by<Scene | null>(() => {
    if (!particles || !look.view) return null;
    return {
      view: look.view,
      theme: look.resolved,
      colourBy: look.colourBy,
      ptReference: look.ptReference ?? 1,
      particles,
      shape,
      potential,
      plan,
      selection: outline,
      jets,
      caption: [],
    };
  });

  return {
    get selection() {
      return selection;
    },
    get shape() {
      return shape;
    },
    get potential() {
      return potential;
    },
    get plan() {
      return plan;
    },
    /** Null without an event or a view. */
    get scene() {
      return scene;
    },
  };
}
