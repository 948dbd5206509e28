// Closed lines of constant width in px (outlines of a shape's parts, a band of replicas, the selection): mitred quads along
// the points, antialiased across, dashed on wish. One instance for each copy of the lines that the view shows.

import { BufferAttribute, DoubleSide, DynamicDrawUsage, InstancedBufferGeometry, Mesh } from 'three';
import { phiSpan, turns } from '../../workers/figure/copies.ts';
import type { DrawnLine } from '../../workers/figure/outline.ts';
import type { Colour, View } from '../../workers/figure/types.ts';
import { colourUniform, type FrameUniforms, layerMaterial, setColour } from './shared.ts';

const VERTEX = /* glsl */ `
in vec2 aBefore;
in vec2 aHere;
in vec2 aAfter;
in vec2 aSide;    // ±1, length so far along the line in rad
in vec2 aPen;     // width in px, opacity
in vec4 aInk;     // a colour of its own; the layer's where its last is 0
uniform float uFirstTurn;
out float vAcross;
out float vAlong;
out vec2 vPen;
out vec4 vInk;
void main() {
  vInk = aInk;
  vec2 shift = vec2(0.0, TURN * (uFirstTurn + float(gl_InstanceID)));
  vec2 a = toPx(aBefore + shift);
  vec2 b = toPx(aHere + shift);
  vec2 c = toPx(aAfter + shift);
  vec2 u = b - a;
  vec2 v = c - b;
  float lu = length(u);
  float lv = length(v);
  u = lu > 1e-4 ? u / lu : (lv > 1e-4 ? v / lv : vec2(1.0, 0.0));
  v = lv > 1e-4 ? v / lv : u;
  vec2 n = vec2(-(u + v).y, (u + v).x);
  float ln = length(n);
  n = ln > 1e-3 ? n / ln : vec2(-u.y, u.x);
  // Mitre, at most twice as long as the line is wide.
  float stretch = min(1.0 / max(dot(n, vec2(-u.y, u.x)), 0.5), 2.0);
  float half_ = 0.5 * aPen.x + 1.0;
  vPen = aPen;
  vAcross = aSide.x * half_;
  vAlong = aSide.y / (uView.w - uView.y) * uSize.y;
  gl_Position = fromPx(b + n * aSide.x * half_ * stretch);
}
`;

const FRAGMENT = /* glsl */ `
in float vAcross;
in float vAlong;
in vec2 vPen;
in vec4 vInk;
uniform float uSoft;
uniform float uDash;
uniform vec4 uColour;
out vec4 colour;
void main() {
  float soft = uSoft * 0.7;
  float alpha = 1.0 - smoothstep(-soft, soft, abs(vAcross) - 0.5 * vPen.x);
  if (uDash > 0.0) {
    float place = abs(fract(vAlong / (2.0 * uDash)) - 0.5) * 2.0 * uDash;
    alpha *= 1.0 - smoothstep(-soft, soft, place - 0.5 * uDash);
  }
  alpha *= vPen.y;
  if (alpha < 0.003) discard;
  vec4 ink = vInk.a > 0.0 ? vInk : uColour;
  colour = vec4(ink.rgb, ink.a * alpha);
}
`;

export interface LineStyle {
  readonly colour: Colour;
  /** Length of a dash and of a gap, px; 0 for a full line. */
  readonly dash: number;
}

/** (y, φ) interleaved, the last point joined to the first; fewer than two points: nothing. */
export type PenLine = Pick<DrawnLine, 'points' | 'width' | 'opacity'> & {
  /** Default: the layer's. */
  readonly colour?: Colour;
};

const ATTRIBUTES = { aBefore: 2, aHere: 2, aAfter: 2, aSide: 2, aPen: 2, aInk: 4 } as const;

export class PolylineLayer {
  readonly mesh: Mesh;
  readonly #geometry = new InstancedBufferGeometry();
  readonly #material;
  readonly #own = { uFirstTurn: { value: 0 }, uDash: { value: 0 }, uColour: colourUniform() };
  #capacity = 0;
  #low = 0;
  #high = 0;

  constructor(frame: FrameUniforms, renderOrder: number) {
    this.#material = layerMaterial(frame, this.#own, VERTEX, FRAGMENT);
    this.#material.side = DoubleSide;
    this.mesh = new Mesh(this.#geometry, this.#material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = renderOrder;
    this.mesh.visible = false;
  }

  style(style: LineStyle): void {
    setColour(this.#own.uColour, style.colour);
    this.#own.uDash.value = style.dash;
  }

  /** Instead of those before. */
  load(lines: readonly PenLine[]): void {
    const drawn = lines.filter(({ points }) => points.length >= 4);
    const total = drawn.reduce((sum, { points }) => sum + points.length / 2 + 1, 0);
    this.mesh.visible = total > 0;
    if (total === 0) return;
    if (total > this.#capacity) this.#grow(total);
    this.#low = Number.POSITIVE_INFINITY;
    this.#high = Number.NEGATIVE_INFINITY;
    const index = this.#geometry.getIndex();
    let vertex = 0;
    let quad = 0;
    for (const line of drawn) {
      const [low, high] = phiSpan(line.points);
      this.#low = Math.min(this.#low, low);
      this.#high = Math.max(this.#high, high);
      const n = line.points.length / 2;
      this.#write(line, vertex);
      for (let k = 0; k < n; k++) {
        const v = vertex + 2 * k;
        index?.array.set([v, v + 1, v + 2, v + 2, v + 1, v + 3], 6 * quad++);
      }
      vertex += 2 * (n + 1);
    }
    if (index) index.needsUpdate = true;
    for (const name of Object.keys(ATTRIBUTES)) this.#geometry.getAttribute(name).needsUpdate = true;
    this.#geometry.setDrawRange(0, 6 * quad);
  }

  follow(view: View): void {
    if (!this.mesh.visible) return;
    // The line's own width is far below this margin at every zoom.
    const seen = turns(view, this.#low, this.#high, 0.02 * (view.phi1 - view.phi0));
    this.#geometry.instanceCount = seen.length;
    this.#own.uFirstTurn.value = seen.length > 0 ? seen[0] : 0;
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }

  #write({ points, width, opacity, colour }: PenLine, first: number): void {
    const [red, green, blue, alpha] = colour ?? [0, 0, 0, 0];
    const ink = this.#geometry.getAttribute('aInk') as BufferAttribute;
    const before = this.#geometry.getAttribute('aBefore') as BufferAttribute;
    const here = this.#geometry.getAttribute('aHere') as BufferAttribute;
    const after = this.#geometry.getAttribute('aAfter') as BufferAttribute;
    const side = this.#geometry.getAttribute('aSide') as BufferAttribute;
    const pen = this.#geometry.getAttribute('aPen') as BufferAttribute;
    const n = points.length / 2;
    let length = 0;
    for (let k = 0; k <= n; k++) {
      const a = 2 * ((k + n - 1) % n);
      const b = 2 * (k % n);
      const c = 2 * ((k + 1) % n);
      if (k > 0) length += Math.hypot(points[b] - points[a], points[b + 1] - points[a + 1]);
      for (let s = 0; s < 2; s++) {
        const v = first + 2 * k + s;
        before.setXY(v, points[a], points[a + 1]);
        here.setXY(v, points[b], points[b + 1]);
        after.setXY(v, points[c], points[c + 1]);
        side.setXY(v, 2 * s - 1, length);
        pen.setXY(v, width, opacity);
        ink.setXYZW(v, red / 255, green / 255, blue / 255, alpha);
      }
    }
  }

  /** `pairs`: of vertices. */
  #grow(pairs: number): void {
    this.#geometry.dispose();
    this.#capacity = Math.max(128, 2 ** Math.ceil(Math.log2(pairs)));
    for (const [name, size] of Object.entries(ATTRIBUTES)) {
      const attribute = new BufferAttribute(new Float32Array(2 * size * this.#capacity), size);
      attribute.setUsage(DynamicDrawUsage);
      this.#geometry.setAttribute(name, attribute);
    }
    const index = new BufferAttribute(new Uint32Array(6 * this.#capacity), 1);
    index.setUsage(DynamicDrawUsage);
    this.#geometry.setIndex(index);
  }
}
