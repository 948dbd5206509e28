// The (y, φ) plane on the screen: a Scene drawn by three.js (WebGL2), on demand, one layer per kind of thing.
// Members of a scene are compared by reference; only what changed is uploaded, in the frame that shows it.

import { Color, OrthographicCamera, SRGBColorSpace, Scene as ThreeScene, WebGLRenderer } from 'three';
import { TWO_PI } from '../../workers/core/geometry.ts';
import { type JetLine, jetLines } from '../../workers/figure/jets.ts';
import { bandLines, drawnLines, isEnlarged, OUTLINE } from '../../workers/figure/outline.ts';
import { type Box, pixelsPerRadian, toPixels, toPlane } from '../../workers/figure/scale.ts';
import { THEMES } from '../../workers/figure/theme.ts';
import type { Scene, View } from '../../workers/figure/types.ts';
import { HandleLayer } from './handles.ts';
import { ParticleLayer } from './particles.ts';
import { pickHandle, pickPart, pickParticle } from './picking.ts';
import { PlanLayer } from './plan.ts';
import { type PenLine, PolylineLayer } from './polyline.ts';
import { PotentialLayer } from './potential.ts';
import { frameUniforms } from './shared.ts';

/** px. */
const SELECTION_WIDTH = 1.25;

const penLine = ({ points, width, colour }: JetLine): PenLine => ({ points, width, opacity: 1, colour });

export interface PlaneRendererOptions {
  /** WebGL2 is not to be had, or was lost; the message is for the user. `null` when drawing goes on again. */
  onError(message: string | null): void;
  /** After each frame, with the main thread's milliseconds for it. */
  onFrame?(ms: number): void;
}

export interface RenderStats {
  readonly frames: number;
  /** Main thread, update and render, ms. */
  readonly lastMs: number;
  readonly meanMs: number;
}

export class PlaneRenderer {
  readonly #canvas: HTMLCanvasElement;
  readonly #options: PlaneRendererOptions;
  readonly #stop = new AbortController();
  readonly #renderer: WebGLRenderer | null;
  readonly #root = new ThreeScene();
  readonly #camera = new OrthographicCamera(-1, 1, 1, -1, -1, 1);
  readonly #frame = frameUniforms();
  readonly #potential = new PotentialLayer(this.#frame);
  readonly #plan = new PlanLayer(this.#frame);
  readonly #selection = new PolylineLayer(this.#frame, 20);
  readonly #jets = new PolylineLayer(this.#frame, 30);
  readonly #groomed = new PolylineLayer(this.#frame, 29);
  readonly #particles = new ParticleLayer(this.#frame);
  readonly #band = new PolylineLayer(this.#frame, 45);
  readonly #background = new PolylineLayer(this.#frame, 49);
  readonly #outline = new PolylineLayer(this.#frame, 50);
  readonly #handles = new HandleLayer(this.#frame);
  readonly #clear = new Color();
  #view: View = { y0: -1, y1: 1, phi0: -1, phi1: 1 };
  #scene: Scene | null = null;
  #drawn: Scene | null = null;
  #drawnScale = 0;
  #width = 1;
  #height = 1;
  #request = 0;
  #lost = false;
  #disposed = false;
  #frames = 0;
  #lastMs = 0;
  #totalMs = 0;

  constructor(canvas: HTMLCanvasElement, options: PlaneRendererOptions) {
    this.#canvas = canvas;
    this.#options = options;
    this.#renderer = this.#start();
    this.#root.add(
      this.#potential.mesh,
      this.#plan.lines,
      this.#selection.mesh,
      this.#groomed.mesh,
      this.#jets.mesh,
      this.#particles.mesh,
      this.#band.mesh,
      this.#background.mesh,
      this.#outline.mesh,
      this.#handles.mesh,
    );
    this.#root.matrixAutoUpdate = false;
    const signal = { signal: this.#stop.signal };
    canvas.addEventListener('webglcontextlost', () => this.#contextLost(), signal);
    canvas.addEventListener('webglcontextrestored', () => this.#contextRestored(), signal);
  }

  get view(): View {
    return this.#view;
  }

  /** Size in CSS px. */
  get size(): { readonly width: number; readonly height: number } {
    return { width: this.#width, height: this.#height };
  }

  setSize(width: number, height: number, pixelRatio: number): void {
    this.#width = Math.max(1, width);
    this.#height = Math.max(1, height);
    this.#renderer?.setPixelRatio(pixelRatio);
    this.#renderer?.setSize(this.#width, this.#height, false);
    this.#frame.uSize.value.set(this.#width, this.#height);
    this.#frame.uSoft.value = 1 / pixelRatio;
    // Setting the size clears the canvas: draw in the same task, or it would flash.
    if (this.#scene) this.#draw();
  }

  /** Also takes the scene's view, where that is another one than the last scene's. */
  setScene(scene: Scene): void {
    if (scene === this.#scene) return;
    if (scene.view !== this.#scene?.view) this.#view = scene.view;
    this.#scene = scene;
    this.invalidate();
  }

  setView(view: View): void {
    if (view === this.#view) return;
    this.#view = view;
    this.invalidate();
  }

  /** The particle with this index gets a bright ring; null for none. */
  setHighlight(particle: number | null): void {
    this.#particles.highlight = particle;
    this.invalidate();
  }

  /** The handle under the pointer is drawn full; null for none. */
  setActiveHandle(name: string | null): void {
    this.#handles.active = name;
    this.invalidate();
  }

  /** [y, φ] → CSS px from the canvas's top left, of the copy in φ that is nearest to the view's centre. */
  project(y: number, phi: number): [number, number] {
    const middle = (this.#view.phi0 + this.#view.phi1) / 2;
    return toPixels(this.#view, this.#box(), y, phi - TWO_PI * Math.round((phi - middle) / TWO_PI));
  }

  /** CSS px → [y, φ]; φ is not wrapped. */
  unproject(x: number, y: number): [number, number] {
    return toPlane(this.#view, this.#box(), x, y);
  }

  /** Index of the particle under the pointer (CSS px), the smallest on top, or null. */
  pick(x: number, y: number): number | null {
    const scene = this.#scene;
    return scene && pickParticle(scene.particles, scene.ptReference, this.#view, this.#box(), x, y);
  }

  pickHandle(x: number, y: number): string | null {
    const shape = this.#scene?.shape;
    return shape ? pickHandle(shape, this.#view, this.#box(), x, y) : null;
  }

  /** The part that this handle changes alone, or null. */
  partOf(handle: string | null): string | null {
    const { parts, handles } = this.#scene?.shape ?? { parts: [], handles: [] };
    const found = handles.find(({ name }) => name === handle);
    return parts.length > 1 && found?.parts.length === 1 ? found.parts[0] : null;
  }

  /** Name of the part whose outline is under the pointer (CSS px), or null; always null for a single shape. */
  pickPart(x: number, y: number): string | null {
    const shape = this.#scene?.shape;
    return shape ? pickPart(shape, this.#view, this.#box(), x, y) : null;
  }

  /** Some part of the shape in the last scene is drawn larger than it is at this zoom. */
  get enlarged(): boolean {
    const scale = pixelsPerRadian(this.#view, this.#box());
    return this.#scene?.shape?.parts.some((part) => isEnlarged(part, scale)) ?? false;
  }

  stats(): RenderStats {
    return {
      frames: this.#frames,
      lastMs: this.#lastMs,
      meanMs: this.#frames > 0 ? this.#totalMs / this.#frames : 0,
    };
  }

  resetStats(): void {
    this.#frames = 0;
    this.#totalMs = 0;
  }

  /** Asks for a frame; any number of calls before it make one. */
  invalidate(): void {
    if (this.#request === 0 && !this.#disposed) this.#request = requestAnimationFrame(this.#tick);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stop.abort();
    if (this.#request !== 0) cancelAnimationFrame(this.#request);
    for (const layer of [
      this.#potential,
      this.#plan,
      this.#selection,
      this.#groomed,
      this.#jets,
      this.#particles,
      this.#band,
      this.#background,
      this.#outline,
      this.#handles,
    ]) {
      layer.dispose();
    }
    this.#renderer?.dispose();
  }

  readonly #tick = (): void => {
    this.#request = 0;
    this.#draw();
  };

  #draw(): void {
    const scene = this.#scene;
    if (!this.#renderer || !scene || this.#lost || this.#disposed) return;
    const start = performance.now();
    this.#aim();
    this.#update(scene);
    this.#renderer.render(this.#root, this.#camera);
    this.#lastMs = performance.now() - start;
    this.#totalMs += this.#lastMs;
    this.#frames++;
    this.#options.onFrame?.(this.#lastMs);
  }

  #aim(): void {
    const { y0, y1, phi0, phi1 } = this.#view;
    this.#frame.uView.value.set(y0, phi0, y1, phi1);
    this.#camera.left = y0;
    this.#camera.right = y1;
    this.#camera.top = phi1;
    this.#camera.bottom = phi0;
    this.#camera.updateProjectionMatrix();
  }

  #update(scene: Scene): void {
    const before = this.#drawn;
    this.#drawn = scene;
    const theme = THEMES[scene.theme];
    if (scene.theme !== before?.theme) {
      const [r, g, b] = theme.background;
      this.#clear.setRGB(r / 255, g / 255, b / 255, SRGBColorSpace);
      this.#renderer?.setClearColor(this.#clear, 1);
      this.#selection.style({ colour: theme.selection, dash: 5 });
      this.#groomed.style({ colour: theme.text, dash: 5 });
      this.#jets.style({ colour: theme.text, dash: 0 });
      this.#band.style({ colour: theme.accent, dash: 0 });
      this.#background.style({ colour: theme.accent, dash: 5 });
      this.#outline.style({ colour: theme.accent, dash: 0 });
    }
    this.#potential.update(scene, before);
    this.#plan.update(scene, before);
    this.#particles.update(scene, before);
    this.#handles.update(scene, before);
    if (scene.selection !== (before?.selection ?? null)) {
      const { selection } = scene;
      this.#selection.load(selection ? [{ points: selection, width: SELECTION_WIDTH, opacity: 1 }] : []);
    }
    if (scene.jets !== (before?.jets ?? null) || scene.theme !== before?.theme) {
      const lines = scene.jets ? jetLines(scene.jets, scene.theme) : [];
      this.#groomed.load(lines.filter(({ dashed }) => dashed).map(penLine));
      this.#jets.load(lines.filter(({ dashed }) => !dashed).map(penLine));
    }
    const scale = pixelsPerRadian(this.#view, this.#box());
    const { shape } = scene;
    const former = before?.shape ?? null;
    const rescaled =
      scale !== this.#drawnScale && shape !== null && shape.parts.some(({ size }) => size < OUTLINE.tiny);
    if (shape !== former || rescaled) {
      const lines = shape ? drawnLines(shape, scale) : [];
      this.#background.load(lines.filter(({ light }) => light));
      this.#outline.load(lines.filter(({ light }) => !light));
      if (shape?.band !== former?.band || rescaled) this.#band.load(shape ? bandLines(shape, scale) : []);
    }
    this.#drawnScale = scale;
    this.#plan.follow(this.#view);
    this.#selection.follow(this.#view);
    this.#groomed.follow(this.#view);
    this.#jets.follow(this.#view);
    this.#particles.follow(this.#view, this.#height);
    this.#band.follow(this.#view);
    this.#background.follow(this.#view);
    this.#outline.follow(this.#view);
  }

  #start(): WebGLRenderer | null {
    try {
      const renderer = new WebGLRenderer({
        canvas: this.#canvas,
        antialias: true,
        alpha: false,
        depth: false,
      });
      renderer.autoClear = true;
      return renderer;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#options.onError(`The plane cannot be drawn: WebGL2 is not available (${reason})`);
      return null;
    }
  }

  #contextLost(): void {
    this.#lost = true;
    this.#options.onError('The graphics device was lost; the plane is drawn again when it returns');
  }

  #contextRestored(): void {
    // three.js makes its buffers and textures anew as they are used; nothing here lives on the device alone.
    this.#lost = false;
    this.#options.onError(null);
    this.invalidate();
  }

  #box(): Box {
    return { x: 0, y: 0, width: this.#width, height: this.#height };
  }
}
