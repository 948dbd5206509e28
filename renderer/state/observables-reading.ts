// Reading a chart off: which bin, square or cut is under the pointer or the keyboard's cursor, where it stands on the page,
// what it says in words, and which events it holds.

import { binOf } from '../../workers/core/binning.ts';
import {
  type DensityScene,
  densityLayout,
  type HistogramScene,
  histogramLayout,
  onChart,
  onPage,
  type RocScene,
  rocLayout,
} from '../../workers/figure/index.ts';
import type { Box } from '../../workers/figure/scale.ts';
import type { App } from './app.svelte.ts';
import { count, fixed, percent } from './format.ts';
import type { Picked, Slot } from './observables.svelte.ts';
import { type Stretch, stretch, stretchWords } from './observables-bins.ts';
import { edgeText, valueText, withError } from './observables-words.ts';

/** A bin; a square: panel and bins along x and y; a point of the first curve. */
export type Spot = readonly number[];

export interface Reader {
  at(x: number, y: number): Spot | null;
  /** An arrow key's move; from nothing to the first. Null: the key is none of its. */
  step(from: Spot | null, key: string): Spot | null;
  box(spot: Spot): Box;
  /** A heading and lines. */
  words(spot: Spot): readonly string[];
  pick(spot: Spot): Picked | null;
  /** Where what is picked stands; null where it is not on this chart. */
  boxOf(picked: Picked): Box | null;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

const clamp = (value: number, last: number) => Math.min(last, Math.max(0, value));

export function histogramReader(app: App, scene: HistogramScene, size: Size): Reader {
  const { observables } = app;
  const { box, frame, ratio } = histogramLayout(scene, size, false);
  const { edges } = scene;
  const bins = edges.length - 1;
  const column = observables.column(observables.charts.histogram?.column ?? null);
  const bottom = ratio ? ratio.box.y + ratio.box.height : box.y + box.height;
  const boxAt = (bin: number): Box => {
    const [from] = onPage(frame, box, edges[bin], frame.y1);
    const [to] = onPage(frame, box, edges[bin + 1], frame.y1);
    return { x: from, y: box.y, width: to - from, height: bottom - box.y };
  };
  const one = (bin: number) => stretch(column?.name ?? '', edges, bin);
  return {
    at(x, y) {
      if (x < box.x || x > box.x + box.width || y < box.y || y > bottom) return null;
      return [clamp(binOf(edges, onChart(frame, box, x, y)[0]), bins - 1)];
    },
    step(from, key) {
      const by = { ArrowRight: 1, ArrowLeft: -1, Home: -bins, End: bins }[key];
      if (by === undefined) return null;
      return [from ? clamp(from[0] + by, bins - 1) : key === 'End' ? bins - 1 : 0];
    },
    box: ([bin]) => boxAt(bin),
    words([bin]) {
      const counts = observables.charts.histogram?.counts ?? [];
      return [
        `${stretchWords(one(bin), column?.label ?? '', edgeText)}${column?.unit && ` ${column.unit}`}`,
        ...scene.samples.map(({ name, values, errors }, i) => {
          const n = counts[i]?.counts[bin] ?? 0;
          const density = observables.density ? `, ${withError(values[bin], errors[bin])}` : '';
          return `${name}: ${count(n)} ± ${fixed(Math.sqrt(n), 1)} events${density}`;
        }),
        ...(scene.ratio && Number.isFinite(scene.ratio.values[bin])
          ? [`${scene.labels.ratio}: ${withError(scene.ratio.values[bin], scene.ratio.errors[bin])}`]
          : []),
      ];
    },
    pick: ([bin]) => ({ stretches: [one(bin)], slot: null }),
    boxOf({ stretches }) {
      const bin = stretches.length === 1 ? placeOf(stretches[0], column?.name, edges) : -1;
      return bin < 0 ? null : boxAt(bin);
    },
  };
}

export function densityReader(app: App, scene: DensityScene, size: Size): Reader {
  const { observables } = app;
  const { boxes, frame } = densityLayout(scene, size, false);
  const { xEdges, yEdges } = scene.panels[0].counts;
  const [across, up] = [xEdges.length - 1, yEdges.length - 1];
  const [x, y] = [observables.xColumn, observables.yColumn];
  const slots = observables.charts.samples.map(({ slot }) => slot);
  const boxAt = (panel: number, i: number, j: number): Box => {
    const [left, top] = onPage(frame, boxes[panel], xEdges[i], yEdges[j + 1]);
    const [right, bottom] = onPage(frame, boxes[panel], xEdges[i + 1], yEdges[j]);
    return { x: left, y: top, width: right - left, height: bottom - top };
  };
  const both = (i: number, j: number): readonly Stretch[] => [
    stretch(x?.name ?? '', xEdges, i),
    stretch(y?.name ?? '', yEdges, j),
  ];
  return {
    at(px, py) {
      for (const [panel, box] of boxes.entries()) {
        if (px < box.x || px > box.x + box.width || py < box.y || py > box.y + box.height) continue;
        const [vx, vy] = onChart(frame, box, px, py);
        return [panel, clamp(binOf(xEdges, vx), across - 1), clamp(binOf(yEdges, vy), up - 1)];
      }
      return null;
    },
    step(from, key) {
      const by = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[key];
      if (!by) return null;
      if (!from) return [0, across >> 1, up >> 1];
      const [panel, i, j] = from;
      // Past the end of a panel lies the next.
      const next = panel + (i + by[0] >= across ? 1 : i + by[0] < 0 ? -1 : 0);
      if (next !== panel && boxes[next]) return [next, next > panel ? 0 : across - 1, j];
      return [panel, clamp(i + by[0], across - 1), clamp(j + by[1], up - 1)];
    },
    box: ([panel, i, j]) => boxAt(panel, i, j),
    words([panel, i, j]) {
      const n = scene.panels[panel].counts.counts[j * across + i];
      const [one, two] = both(i, j);
      return [
        `${scene.panels[panel].name}: ${count(n)} events`,
        `${stretchWords(one, x?.label ?? '', edgeText)}${x?.unit && ` ${x.unit}`}`,
        `${stretchWords(two, y?.label ?? '', edgeText)}${y?.unit && ` ${y.unit}`}`,
      ];
    },
    pick: ([panel, i, j]) => ({ stretches: both(i, j), slot: slots[panel] ?? null }),
    boxOf({ stretches, slot }) {
      if (stretches.length !== 2) return null;
      const panel = slots.indexOf(slot as Slot);
      const [i, j] = [placeOf(stretches[0], x?.name, xEdges), placeOf(stretches[1], y?.name, yEdges)];
      return panel < 0 || i < 0 || j < 0 ? null : boxAt(panel, i, j);
    },
  };
}

/** Shares of the first sample that an arrow key goes on by. */
const SHARE_STEP = 0.02;

export function rocReader(app: App, scene: RocScene, size: Size): Reader {
  const { box, frame } = rocLayout(scene, size, false);
  const log = scene.least !== null;
  const [chosen] = app.observables.charts.curves;
  const { kept, passed, cut, side } = chosen.curve;
  const column = app.observables.column(chosen.column);
  const [a, b] = app.observables.charts.samples;
  /** The first point that keeps at least this share. */
  const keeping = (share: number) => {
    let [low, high] = [0, kept.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (kept[middle] >= share) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    at(x, y) {
      if (x < box.x || x > box.x + box.width || y < box.y || y > box.y + box.height) return null;
      return [keeping(onChart(frame, box, x, y)[0])];
    },
    step(from, key) {
      const by = { ArrowRight: SHARE_STEP, ArrowLeft: -SHARE_STEP }[key];
      if (by === undefined) return null;
      return [from ? keeping(Math.min(1, Math.max(0, kept[from[0]] + by))) : keeping(0.5)];
    },
    box([at]) {
      const [x, y] = onPage(frame, box, kept[at], Math.max(frame.y0, passed[at]), false, log);
      return { x: x - 5, y: y - 5, width: 10, height: 10 };
    },
    words([at]) {
      const unit = column?.unit && ` ${column.unit}`;
      const sign = side === 'above' ? '≥' : '≤';
      return [
        Number.isFinite(cut[at])
          ? `cut ${column?.label} ${sign} ${valueText(cut[at])}${unit}`
          : 'no event is kept',
        `${percent(kept[at])} of ${a.name} kept`,
        `${percent(passed[at])} of ${b.name} kept${passed[at] > 0 ? `, 1 in ${valueText(Number((1 / passed[at]).toPrecision(3)))}` : ''}`,
      ];
    },
    pick: () => null,
    boxOf: () => null,
  };
}

/** The bin with exactly these edges; −1 where the axis has other ones now. */
function placeOf({ column, low, high }: Stretch, shown: string | undefined, edges: Float64Array): number {
  const bin = column === shown ? edges.indexOf(low) : -1;
  return bin >= 0 && edges[bin + 1] === high ? bin : -1;
}
