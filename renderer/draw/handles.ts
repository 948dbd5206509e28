// Handles of the shape: small squares in the accent colour, always over everything else.

import {
  BufferAttribute,
  DynamicDrawUsage,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
} from 'three';
import { shownHandles } from '../../workers/figure/outline.ts';
import { THEMES } from '../../workers/figure/theme.ts';
import type { Scene } from '../../workers/figure/types.ts';
import { colourUniform, type FrameUniforms, layerMaterial, setColour } from './shared.ts';

/** Handles that can be shown at a time. */
const CAPACITY = 64;
/** Copies in φ that the farthest view can show; those outside it cost nothing. */
const COPIES = 3;

const VERTEX = /* glsl */ `
in vec2 aCorner;
in vec4 aHandle;   // y, φ, number, copy
uniform float uActive;
out vec2 vOffset;
out float vActive;
void main() {
  vActive = abs(aHandle.z - uActive) < 0.5 ? 1.0 : 0.0;
  vOffset = aCorner * 7.0;
  gl_Position = fromPx(floor(toPx(vec2(aHandle.x, firstCopy(aHandle.y, uView.y - 7.0 / uSize.y * (uView.w - uView.y)) + TURN * aHandle.w))) + 0.5 + vOffset);
}
`;

const FRAGMENT = /* glsl */ `
in vec2 vOffset;
in float vActive;
uniform float uSoft;
uniform vec4 uColour;
uniform vec4 uFill;
out vec4 colour;
void main() {
  float d = max(abs(vOffset.x), abs(vOffset.y)) - (3.5 + vActive);
  float inside = 1.0 - smoothstep(-0.5 * uSoft, 0.5 * uSoft, d);
  float edge = smoothstep(-0.5 * uSoft, 0.5 * uSoft, d + 1.5);
  if (inside < 0.003) discard;
  colour = vec4(mix(mix(uFill.rgb, uColour.rgb, vActive), uColour.rgb, edge), inside);
}
`;

export class HandleLayer {
  readonly mesh: Mesh;
  readonly #geometry = new InstancedBufferGeometry();
  readonly #material;
  readonly #own = { uActive: { value: -1 }, uColour: colourUniform(), uFill: colourUniform() };
  #active: string | null = null;
  #scene: Scene | null = null;

  constructor(frame: FrameUniforms) {
    this.#material = layerMaterial(frame, this.#own, VERTEX, FRAGMENT);
    this.#geometry.setAttribute(
      'aCorner',
      new BufferAttribute(new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), 2),
    );
    this.#geometry.setIndex([0, 1, 2, 2, 1, 3]);
    const handles = new InstancedBufferAttribute(new Float32Array(4 * CAPACITY * COPIES), 4);
    handles.setUsage(DynamicDrawUsage);
    this.#geometry.setAttribute('aHandle', handles);
    this.mesh = new Mesh(this.#geometry, this.#material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 60;
    this.mesh.visible = false;
  }

  set active(name: string | null) {
    this.#active = name;
    const shape = this.#scene?.shape;
    this.#own.uActive.value = shape ? shownHandles(shape).findIndex((handle) => handle.name === name) : -1;
  }

  update(scene: Scene, previous: Scene | null): void {
    if (scene.theme !== previous?.theme) {
      setColour(this.#own.uColour, THEMES[scene.theme].accent);
      setColour(this.#own.uFill, THEMES[scene.theme].background);
    }
    if (scene.shape === (previous?.shape ?? null)) return;
    this.#scene = scene;
    const shape = scene.shape;
    const handles = shape ? shownHandles(shape).slice(0, CAPACITY) : [];
    this.mesh.visible = handles.length > 0;
    const attribute = this.#geometry.getAttribute('aHandle') as InstancedBufferAttribute;
    for (const [i, handle] of handles.entries()) {
      for (let copy = 0; copy < COPIES; copy++) {
        attribute.setXYZW(COPIES * i + copy, handle.y, handle.phi, i, copy);
      }
    }
    attribute.needsUpdate = true;
    this.#geometry.instanceCount = COPIES * handles.length;
    this.active = this.#active;
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }
}
