// The gestures, on a stand-in for the canvas: an EventTarget of 400 × 200 px.

import { expect, test } from 'vitest';
import type { View } from '../../workers/figure/types.ts';
import { type Hover, PlaneInput } from './input.ts';

class Canvas extends EventTarget {
  readonly style = { touchAction: '', cursor: '' };
  readonly clientWidth = 400;
  readonly clientHeight = 200;
  focus(): void {}
  setPointerCapture(): void {}
  getBoundingClientRect() {
    return { left: 100, top: 50, width: 400, height: 200 };
  }
  fire(type: string, fields: Record<string, unknown> = {}): Event {
    const event = Object.assign(new Event(type, { cancelable: true }), fields);
    this.dispatchEvent(event);
    return event;
  }
  pointer(type: string, x: number, y: number, fields: Record<string, unknown> = {}): void {
    this.fire(`pointer${type}`, { clientX: x + 100, clientY: y + 50, pointerId: 1, button: 0, ...fields });
  }
}

function setUp() {
  const canvas = new Canvas();
  const log: unknown[][] = [];
  const state = { view: { y0: 0, y1: 4, phi0: 0, phi1: 2 } as View };
  const target = {
    get view() {
      return state.view;
    },
    unproject: (x: number, y: number): [number, number] => {
      const { y0, y1, phi0, phi1 } = state.view;
      return [y0 + (x / 400) * (y1 - y0), phi1 - (y / 200) * (phi1 - phi0)];
    },
    pick: (x: number) => (x > 390 ? 7 : null),
    pickHandle: (x: number, y: number) => (x < 10 && y < 10 ? 'radius' : null),
  };
  const input = new PlaneInput(canvas as unknown as HTMLCanvasElement, target, {
    view: (view) => {
      state.view = view;
      log.push(['view', ...Object.values(view).map((x) => Number((x as number).toFixed(6)))]);
    },
    click: (at, hover: Hover) => log.push(['click', ...at, hover.particle]),
    hover: (hover) => log.push(['hover', hover ? hover.particle : null]),
    handle: (name, at, phase) => log.push(['handle', name, ...at, phase]),
    lasso: (points, phase) => log.push(['lasso', points.length, phase]),
  });
  return { canvas, log, input, state };
}

test('a press without movement is a click, in the plane’s coordinates', () => {
  const { canvas, log } = setUp();
  canvas.pointer('down', 395, 100);
  canvas.pointer('move', 396, 101);
  canvas.pointer('up', 395, 100);
  expect(log).toEqual([['click', 3.95, 1, 7]]);
});

test('a drag on empty plane pans: the grabbed point stays under the pointer', () => {
  const { canvas, log, input } = setUp();
  canvas.pointer('down', 100, 100);
  canvas.pointer('move', 200, 150);
  expect(input.busy).toBe(true);
  canvas.pointer('up', 200, 150);
  expect(log).toEqual([
    ['hover', null],
    ['view', -1, 3, 0.5, 2.5],
  ]);
  expect(input.busy).toBe(false);
});

test('Escape takes a pan back', () => {
  const { canvas, state } = setUp();
  canvas.pointer('down', 100, 100);
  canvas.pointer('move', 200, 150);
  canvas.fire('keydown', { key: 'Escape' });
  expect(state.view).toEqual({ y0: 0, y1: 4, phi0: 0, phi1: 2 });
});

test('a press on a handle without movement is a click there, and a drag only past the slop', () => {
  const { canvas, log } = setUp();
  canvas.pointer('down', 5, 5);
  expect(canvas.style.cursor).toBe('grabbing');
  canvas.pointer('move', 7, 6);
  canvas.pointer('up', 7, 6);
  expect(log).toEqual([['click', 0.07, 1.94, null]]);
  log.length = 0;
  canvas.pointer('down', 5, 5);
  canvas.pointer('move', 12, 5);
  canvas.pointer('up', 12, 5);
  expect(log).toEqual([
    ['handle', 'radius', 0.05, 1.95, 'start'],
    ['handle', 'radius', 0.12, 1.95, 'move'],
    ['handle', 'radius', 0.12, 1.95, 'end'],
  ]);
});

test('a handle is dragged from start to end, and cancelled by Escape', () => {
  const { canvas, log } = setUp();
  canvas.pointer('down', 5, 5);
  canvas.pointer('move', 100, 100);
  canvas.pointer('up', 200, 100);
  canvas.pointer('down', 5, 5);
  canvas.pointer('move', 50, 50);
  canvas.fire('keydown', { key: 'Escape' });
  canvas.pointer('up', 50, 50);
  expect(log.map((entry) => entry.at(-1))).toEqual(['start', 'move', 'end', 'start', 'move', 'cancel']);
  expect(log[1]).toEqual(['handle', 'radius', 1, 1, 'move']);
});

test('the lasso tool draws, but Space and the middle button still pan', () => {
  const { canvas, log, input } = setUp();
  input.tool = 'lasso';
  canvas.pointer('down', 100, 100);
  canvas.pointer('move', 110, 100);
  canvas.pointer('move', 111, 100);
  canvas.pointer('move', 110, 120);
  canvas.pointer('up', 110, 120);
  expect(log).toEqual([
    ['lasso', 2, 'move'],
    ['lasso', 3, 'move'],
    ['lasso', 3, 'end'],
  ]);
  log.length = 0;
  canvas.fire('keydown', { key: ' ' });
  canvas.pointer('down', 100, 100);
  canvas.pointer('move', 200, 100);
  canvas.pointer('up', 200, 100);
  canvas.fire('keyup', { key: ' ' });
  canvas.pointer('down', 100, 100, { button: 1 });
  canvas.pointer('move', 200, 100);
  canvas.pointer('up', 200, 100, { button: 1 });
  expect(log.filter(([kind]) => kind === 'view')).toHaveLength(2);
  expect(log.some(([kind]) => kind === 'lasso')).toBe(false);
});

test('a lasso of a single point is none', () => {
  const { canvas, log, input } = setUp();
  input.tool = 'lasso';
  canvas.pointer('down', 100, 100);
  canvas.pointer('up', 100, 100);
  expect(log).toEqual([['lasso', 0, 'cancel']]);
});

test('the wheel zooms about the pointer and does not scroll the page', () => {
  const { canvas, state } = setUp();
  const event = canvas.fire('wheel', { clientX: 200, clientY: 100, deltaY: -100, deltaMode: 0 });
  expect(event.defaultPrevented).toBe(true);
  const { y0, y1, phi0, phi1 } = state.view;
  expect(y1 - y0).toBeCloseTo(4 / 1.2, 9);
  expect(y0 + 0.25 * (y1 - y0)).toBeCloseTo(1, 9);
  expect(phi1 - 0.25 * (phi1 - phi0)).toBeCloseTo(1.5, 9);
});

test('two fingers zoom about their middle', () => {
  const { canvas, state } = setUp();
  canvas.pointer('down', 150, 100);
  canvas.pointer('down', 250, 100, { pointerId: 2 });
  canvas.pointer('move', 100, 100);
  canvas.pointer('move', 300, 100, { pointerId: 2 });
  const { y0, y1 } = state.view;
  expect(y1 - y0).toBeCloseTo(2, 9);
  expect((y0 + y1) / 2).toBeCloseTo(2, 9);
});

test('keys zoom and pan; others are left alone', () => {
  const { canvas, log } = setUp();
  canvas.fire('keydown', { key: '+' });
  canvas.fire('keydown', { key: 'ArrowRight' });
  expect(log).toEqual([
    ['view', 0.4, 3.6, 0.2, 1.8],
    ['view', 0.72, 3.92, 0.2, 1.8],
  ]);
  expect(canvas.fire('keydown', { key: 'r' }).defaultPrevented).toBe(false);
  expect(canvas.fire('keydown', { key: '-', ctrlKey: true }).defaultPrevented).toBe(false);
});

test('after dispose nothing is heard', () => {
  const { canvas, log, input } = setUp();
  input.dispose();
  canvas.pointer('down', 100, 100);
  canvas.pointer('up', 100, 100);
  expect(log).toEqual([]);
});
