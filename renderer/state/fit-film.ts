// The settling fit as a film: the solver's real iterates, each shown as long as the next one, the result held at the end.
// Nothing between two iterates is invented.

import type { EventData, FitResult, GridSpec, Iterate, Selection } from '../../main/contract/index.ts';
import { scenePlan, scenePotential, sceneShape } from '../../workers/figure/index.ts';
import type { Scene } from '../../workers/figure/types.ts';
import type { Model } from '../../workers/shapes/types.ts';
import type { Client } from '../client/index.ts';
import { emd } from './format.ts';
import { QUADRATURE } from './measuring.ts';

/** What can be chosen, and what is chosen first. */
export const FILM = {
  /** Pixels across. */
  widths: [720, 1080, 1440, 1920],
  width: 1440,
  /** Frames a second. */
  rates: [10, 15, 24, 30, 60],
  rate: 30,
  /** Seconds of settling, and of the result at the end. */
  seconds: { least: 0.5, first: 3, most: 60 },
  hold: { least: 0, first: 1.5, most: 30 },
} as const;

export interface FilmTiming {
  readonly rate: number;
  readonly seconds: number;
  readonly hold: number;
}

/** What a frame shows: one iterate, or the result itself. */
export interface FilmStep {
  readonly emd: number;
  readonly components: Iterate['components'];
  readonly note: string;
}

/** The iterates in order, then the result. */
export function filmSteps(iterates: readonly Iterate[], result: FitResult): readonly FilmStep[] {
  const last = iterates.at(-1)?.iteration ?? 0;
  return [
    ...iterates.map((one) => ({
      emd: one.emd,
      components: one.components,
      note: `iteration ${one.iteration} of ${last} · EMD ${emd(one.emd)} rad`,
    })),
    { emd: result.emd, components: result.components, note: `fitted · EMD ${emd(result.emd)} rad` },
  ];
}

/** For each frame the step that it shows: all but the last evenly over the time of settling, the last one held. */
export function stepTimes(steps: number, { rate, seconds, hold }: FilmTiming): number[] {
  const settling = Math.max(1, Math.round(rate * seconds));
  const held = Math.max(1, Math.round(rate * hold));
  const moving = Math.max(0, steps - 1);
  const times = Array.from({ length: moving > 0 ? settling : 0 }, (_, k) =>
    Math.min(moving - 1, Math.floor((k * moving) / settling)),
  );
  return [...times, ...Array<number>(held).fill(steps - 1)];
}

export interface FilmOf {
  readonly client: Client;
  readonly data: EventData;
  readonly model: Model;
  readonly selection: Selection;
  /** As the plane shows it now. */
  readonly scene: Scene;
  /** Where the potential is worked out, as it is on the screen; null without one. */
  readonly grid: GridSpec | null;
  readonly range: number;
  readonly plan: boolean;
}

/** A scene a step, worked out one after the other. `onStep` may throw to end it. */
export async function filmScenes(
  { client, data, model, selection, scene, grid, range, plan }: FilmOf,
  steps: readonly FilmStep[],
  onStep: (done: number, total: number) => void,
): Promise<readonly Scene[]> {
  const scenes: Scene[] = [];
  for (const [k, { components, note }] of steps.entries()) {
    const still = k === steps.length - 1;
    const field =
      grid || plan
        ? await client.api.evaluate({
            dataset: data.dataset,
            event: data.event,
            selection,
            shape: model.text,
            components,
            quadrature: still ? QUADRATURE.still : QUADRATURE.moving,
            grid,
            plan,
          })
        : null;
    const shape = sceneShape(
      model,
      model.fromComponents(components),
      still ? 'settled' : 'settling',
      still ? (scene.shape?.band ?? []) : [],
    );
    scenes.push({
      ...scene,
      shape,
      note,
      potential: grid && field?.potential ? scenePotential(grid, field.potential, range) : null,
      plan: field?.plan
        ? scenePlan(data, field.plan.particle, field.plan.y, field.plan.phi, field.plan.mass)
        : null,
    });
    onStep(k + 1, steps.length);
  }
  return scenes;
}
