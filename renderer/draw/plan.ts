// The transport plan: one line from each particle to each point that it feeds, opacity ∝ the moved share.
// One LineSegments; its copies in φ are instances.

import { BufferAttribute, DynamicDrawUsage, InstancedBufferGeometry, LineSegments } from 'three';
import { phiSpan, turns } from '../../workers/figure/copies.ts';
import { planOpacity } from '../../workers/figure/plan.ts';
import { THEMES } from '../../workers/figure/theme.ts';
import type { Scene, View } from '../../workers/figure/types.ts';
import { colourUniform, type FrameUniforms, layerMaterial, setColour } from './shared.ts';

const VERTEX = /* glsl */ `
in vec3 aEnd;     // y, φ, opacity
uniform float uFirstTurn;
out float vAlpha;
void main() {
  vAlpha = aEnd.z;
  gl_Position = fromPx(toPx(aEnd.xy + vec2(0.0, TURN * (uFirstTurn + float(gl_InstanceID)))));
}
`;

const FRAGMENT = /* glsl */ `
in float vAlpha;
uniform vec4 uColour;
out vec4 colour;
void main() { colour = vec4(uColour.rgb, uColour.a * vAlpha); }
`;

export class PlanLayer {
  readonly lines: LineSegments;
  readonly #geometry = new InstancedBufferGeometry();
  readonly #material;
  readonly #own = { uFirstTurn: { value: 0 }, uColour: colourUniform() };
  #capacity = 0;
  #low = 0;
  #high = 0;

  constructor(frame: FrameUniforms) {
    this.#material = layerMaterial(frame, this.#own, VERTEX, FRAGMENT);
    this.lines = new LineSegments(this.#geometry, this.#material);
    this.lines.frustumCulled = false;
    this.lines.renderOrder = 10;
    this.lines.visible = false;
  }

  update(scene: Scene, previous: Scene | null): void {
    if (scene.theme !== previous?.theme) setColour(this.#own.uColour, THEMES[scene.theme].plan);
    if (scene.plan === (previous?.plan ?? null)) return;
    const plan = scene.plan;
    const n = plan?.mass.length ?? 0;
    this.lines.visible = n > 0;
    if (!plan || n === 0) return;
    if (n > this.#capacity) this.#grow(n);
    const opacity = planOpacity(plan.mass);
    const end = this.#geometry.getAttribute('aEnd') as BufferAttribute;
    for (let k = 0; k < n; k++) {
      end.setXYZ(2 * k, plan.ends[4 * k], plan.ends[4 * k + 1], opacity[k]);
      end.setXYZ(2 * k + 1, plan.ends[4 * k + 2], plan.ends[4 * k + 3], opacity[k]);
    }
    end.needsUpdate = true;
    this.#geometry.setDrawRange(0, 2 * n);
    [this.#low, this.#high] = phiSpan(plan.ends);
  }

  follow(view: View): void {
    if (!this.lines.visible) return;
    const seen = turns(view, this.#low, this.#high);
    this.#geometry.instanceCount = seen.length;
    this.#own.uFirstTurn.value = seen.length > 0 ? seen[0] : 0;
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }

  #grow(lines: number): void {
    this.#geometry.dispose();
    this.#capacity = Math.max(1024, 2 ** Math.ceil(Math.log2(lines)));
    const attribute = new BufferAttribute(new Float32Array(6 * this.#capacity), 3);
    attribute.setUsage(DynamicDrawUsage);
    this.#geometry.setAttribute('aEnd', attribute);
  }
}
