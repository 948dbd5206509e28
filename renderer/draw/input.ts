// Pointer, wheel and keyboard on the plane, as intentions: zoom and pan the view, click, hover, drag a handle, draw a lasso.
// No framework and no state of its own beyond the gesture in progress; the owner decides what an intention does.

import type { View } from '../../workers/figure/types.ts';
import { pan, zoom } from '../../workers/figure/view.ts';

export const INPUT = {
  /** Movement that turns a press into a drag, px. */
  slop: 4,
  /** Zoom of one wheel notch (100 px of deltaY), and of one key press. */
  wheel: 1.2,
  key: 1.25,
  /** Pan of one arrow key, share of the view. */
  arrow: 0.1,
  /** Least distance of two vertices of a lasso, px. */
  lassoStep: 3,
} as const;

export type PlaneTool = 'fit' | 'pan' | 'lasso';

/** What the input asks of the drawing; PlaneRenderer is one. */
export interface PlaneTarget {
  readonly view: View;
  unproject(x: number, y: number): [number, number];
  pick(x: number, y: number): number | null;
  pickHandle(x: number, y: number): string | null;
}

export interface Hover {
  /** CSS px from the canvas's top left. */
  readonly x: number;
  readonly y: number;
  /** [y, φ], φ not wrapped. */
  readonly at: readonly [number, number];
  readonly particle: number | null;
  readonly handle: string | null;
}

/** Places are [y, φ] in rad, φ not wrapped. All optional. */
export interface PlaneInputCallbacks {
  /** A new view is wanted: by wheel, drag, pinch or key. */
  view?(view: View): void;
  click?(at: readonly [number, number], hover: Hover, event: PointerEvent): void;
  doubleClick?(at: readonly [number, number]): void;
  /** null when the pointer leaves. */
  hover?(hover: Hover | null): void;
  handle?(name: string, at: readonly [number, number], phase: 'start' | 'move' | 'end' | 'cancel'): void;
  /** Vertices so far; a cancelled or too short lasso ends with an empty list and 'cancel'. */
  lasso?(points: readonly (readonly [number, number])[], phase: 'move' | 'end' | 'cancel'): void;
}

type Gesture =
  /** Not yet told from a click; `handle` is what a drag from here would hold. */
  | {
      readonly kind: 'press';
      readonly x: number;
      readonly y: number;
      readonly panOnly: boolean;
      readonly handle: string | null;
    }
  | { readonly kind: 'pan'; readonly x: number; readonly y: number; readonly view: View }
  | { readonly kind: 'handle'; readonly name: string }
  | { readonly kind: 'lasso'; readonly points: [number, number][]; x: number; y: number }
  | {
      readonly kind: 'pinch';
      readonly view: View;
      readonly gap: number;
      readonly x: number;
      readonly y: number;
    };

export class PlaneInput {
  /** What a drag on empty plane does: 'fit' and 'pan' pan, 'lasso' draws. Space or the middle button always pan. */
  tool: PlaneTool = 'fit';
  readonly #canvas: HTMLCanvasElement;
  readonly #target: PlaneTarget;
  readonly #on: PlaneInputCallbacks;
  readonly #pointers = new Map<number, { x: number; y: number }>();
  readonly #stop = new AbortController();
  #gesture: Gesture | null = null;
  #space = false;

  constructor(canvas: HTMLCanvasElement, target: PlaneTarget, on: PlaneInputCallbacks) {
    this.#canvas = canvas;
    this.#target = target;
    this.#on = on;
    canvas.style.touchAction = 'none';
    const options = { signal: this.#stop.signal };
    canvas.addEventListener('pointerdown', (event) => this.#down(event), options);
    canvas.addEventListener('pointermove', (event) => this.#move(event), options);
    canvas.addEventListener('pointerup', (event) => this.#up(event), options);
    canvas.addEventListener('pointercancel', (event) => this.#lost(event), options);
    canvas.addEventListener('pointerleave', () => this.#on.hover?.(null), options);
    canvas.addEventListener(
      'dblclick',
      (event) => this.#on.doubleClick?.(this.#at(...this.#place(event))),
      options,
    );
    canvas.addEventListener('wheel', (event) => this.#wheel(event), { ...options, passive: false });
    canvas.addEventListener('keydown', (event) => this.#key(event), options);
    canvas.addEventListener('keyup', (event) => this.#keyUp(event), options);
    canvas.addEventListener('blur', () => this.#blur(), options);
  }

  /** A gesture is in progress. */
  get busy(): boolean {
    return this.#gesture !== null;
  }

  /** Ends the gesture in progress as if it had not been made (Escape). Returns whether there was one. */
  cancel(): boolean {
    const gesture = this.#gesture;
    this.#gesture = null;
    this.#cursor();
    if (gesture === null) return false;
    if (gesture.kind === 'lasso') this.#on.lasso?.([], 'cancel');
    if (gesture.kind === 'handle') this.#on.handle?.(gesture.name, [Number.NaN, Number.NaN], 'cancel');
    if (gesture.kind === 'pan' || gesture.kind === 'pinch') this.#on.view?.(gesture.view);
    return true;
  }

  dispose(): void {
    this.#stop.abort();
    this.#pointers.clear();
    this.#gesture = null;
  }

  #down(event: PointerEvent): void {
    const [x, y] = this.#place(event);
    this.#pointers.set(event.pointerId, { x, y });
    this.#canvas.focus({ preventScroll: true });
    this.#canvas.setPointerCapture(event.pointerId);
    if (this.#pointers.size === 2) {
      this.#pinchStart();
      return;
    }
    if (this.#pointers.size > 2 || (event.button !== 0 && event.button !== 1)) return;
    const panOnly = event.button === 1 || this.#space || this.tool === 'pan';
    if (event.button === 1) event.preventDefault();
    const handle = panOnly ? null : this.#target.pickHandle(x, y);
    if (this.tool === 'lasso' && !panOnly && handle === null) {
      this.#gesture = { kind: 'lasso', points: [this.#at(x, y)], x, y };
    } else {
      this.#gesture = { kind: 'press', x, y, panOnly, handle };
    }
    this.#cursor();
  }

  #move(event: PointerEvent): void {
    const [x, y] = this.#place(event);
    const known = this.#pointers.get(event.pointerId);
    if (known) Object.assign(known, { x, y });
    let gesture = this.#gesture;
    if (gesture?.kind === 'press' && Math.hypot(x - gesture.x, y - gesture.y) > INPUT.slop) {
      gesture = this.#dragFrom(gesture);
      this.#gesture = gesture;
      this.#cursor();
    }
    if (gesture === null) {
      const hover = this.#hover(x, y);
      this.#on.hover?.(hover);
      this.#cursor(hover);
    } else if (gesture.kind === 'pan') this.#panTo(gesture, x, y);
    else if (gesture.kind === 'pinch') this.#pinch(gesture);
    else if (gesture.kind === 'handle') this.#on.handle?.(gesture.name, this.#at(x, y), 'move');
    else if (gesture.kind === 'lasso' && Math.hypot(x - gesture.x, y - gesture.y) >= INPUT.lassoStep) {
      gesture.points.push(this.#at(x, y));
      gesture.x = x;
      gesture.y = y;
      this.#on.lasso?.(gesture.points, 'move');
    }
  }

  /** A press that has moved: a drag of the handle under it, or of the view. */
  #dragFrom({ x, y, handle }: Extract<Gesture, { kind: 'press' }>): Gesture {
    if (handle === null) {
      this.#on.hover?.(null);
      return { kind: 'pan', x, y, view: this.#target.view };
    }
    this.#on.handle?.(handle, this.#at(x, y), 'start');
    return { kind: 'handle', name: handle };
  }

  #up(event: PointerEvent): void {
    const gesture = this.#gesture;
    this.#pointers.delete(event.pointerId);
    if (gesture === null) return;
    const [x, y] = this.#place(event);
    this.#gesture = null;
    this.#cursor();
    if (gesture.kind === 'press' && !gesture.panOnly)
      this.#on.click?.(this.#at(x, y), this.#hover(x, y), event);
    if (gesture.kind === 'handle') this.#on.handle?.(gesture.name, this.#at(x, y), 'end');
    if (gesture.kind === 'lasso') {
      if (gesture.points.length >= 3) this.#on.lasso?.(gesture.points, 'end');
      else this.#on.lasso?.([], 'cancel');
    }
  }

  #lost(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.cancel();
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    if (this.#gesture) return;
    const notches = (event.deltaMode === 1 ? event.deltaY * 33 : event.deltaY) / 100;
    // A pinch on a touchpad arrives as a wheel with ctrlKey and small steps.
    const factor = INPUT.wheel ** (event.ctrlKey ? notches * 8 : notches);
    this.#on.view?.(zoom(this.#target.view, factor, this.#at(...this.#place(event))));
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const view = this.#target.view;
    const dy = (view.y1 - view.y0) * INPUT.arrow;
    const dphi = (view.phi1 - view.phi0) * INPUT.arrow;
    if (event.key === ' ') {
      this.#space = true;
      this.#cursor();
    } else if (event.key === '+' || event.key === '=') this.#on.view?.(zoom(view, 1 / INPUT.key));
    else if (event.key === '-') this.#on.view?.(zoom(view, INPUT.key));
    else if (event.key === 'ArrowLeft') this.#on.view?.(pan(view, -dy, 0));
    else if (event.key === 'ArrowRight') this.#on.view?.(pan(view, dy, 0));
    else if (event.key === 'ArrowUp') this.#on.view?.(pan(view, 0, dphi));
    else if (event.key === 'ArrowDown') this.#on.view?.(pan(view, 0, -dphi));
    else if (event.key !== 'Escape' || !this.cancel()) return;
    event.preventDefault();
  }

  #keyUp(event: KeyboardEvent): void {
    if (event.key !== ' ') return;
    this.#space = false;
    this.#cursor();
  }

  #blur(): void {
    this.#space = false;
    this.#cursor();
  }

  #panTo(gesture: Extract<Gesture, { kind: 'pan' }>, x: number, y: number): void {
    const { view } = gesture;
    const dy = ((gesture.x - x) / this.#canvas.clientWidth) * (view.y1 - view.y0);
    const dphi = ((y - gesture.y) / this.#canvas.clientHeight) * (view.phi1 - view.phi0);
    this.#on.view?.(pan(view, dy, dphi));
  }

  #pinchStart(): void {
    this.cancel();
    const [a, b] = [...this.#pointers.values()];
    this.#gesture = {
      kind: 'pinch',
      view: this.#target.view,
      gap: Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1),
      x: (a.x + b.x) / 2,
      y: (a.y + b.y) / 2,
    };
  }

  #pinch(gesture: Extract<Gesture, { kind: 'pinch' }>): void {
    const [a, b] = [...this.#pointers.values()];
    if (!a || !b) return;
    const { view } = gesture;
    const x = (a.x + b.x) / 2;
    const y = (a.y + b.y) / 2;
    const at: [number, number] = [
      view.y0 + (gesture.x / this.#canvas.clientWidth) * (view.y1 - view.y0),
      view.phi1 - (gesture.y / this.#canvas.clientHeight) * (view.phi1 - view.phi0),
    ];
    const zoomed = zoom(view, gesture.gap / Math.max(Math.hypot(a.x - b.x, a.y - b.y), 1), at);
    const dy = ((gesture.x - x) / this.#canvas.clientWidth) * (zoomed.y1 - zoomed.y0);
    const dphi = ((y - gesture.y) / this.#canvas.clientHeight) * (zoomed.phi1 - zoomed.phi0);
    this.#on.view?.(pan(zoomed, dy, dphi));
  }

  #hover(x: number, y: number): Hover {
    const handle = this.#target.pickHandle(x, y);
    return { x, y, at: this.#at(x, y), particle: handle === null ? this.#target.pick(x, y) : null, handle };
  }

  #cursor(hover: Hover | null = null): void {
    const gesture = this.#gesture;
    const kind = gesture?.kind;
    const held = kind === 'handle' || (gesture?.kind === 'press' && gesture.handle !== null);
    const cursor =
      kind === 'pan' || kind === 'pinch' || held
        ? 'grabbing'
        : this.#space || this.tool === 'pan' || hover?.handle
          ? 'grab'
          : 'crosshair';
    if (this.#canvas.style.cursor !== cursor) this.#canvas.style.cursor = cursor;
  }

  #at(x: number, y: number): [number, number] {
    return this.#target.unproject(x, y);
  }

  #place(event: MouseEvent): [number, number] {
    const box = this.#canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }
}
