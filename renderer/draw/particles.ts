// Particles as discs, area ∝ pT: one instanced quad each, antialiased in the shader, the softest on top.
// Where a view is so tall that an azimuth is seen more than once, every disc has that many instances; otherwise the
// shader chooses the one copy that is seen, so that panning across the seam uploads nothing.

import { BufferAttribute, InstancedBufferAttribute, InstancedBufferGeometry, Mesh } from 'three';
import { TWO_PI } from '../../workers/core/geometry.ts';
import { DISC, discRadius } from '../../workers/figure/scale.ts';
import { particleColours, THEMES } from '../../workers/figure/theme.ts';
import type { Scene, View } from '../../workers/figure/types.ts';
import { colourUniform, type FrameUniforms, layerMaterial, setColour } from './shared.ts';

const VERTEX = /* glsl */ `
in vec2 aCorner;
in vec3 aPlace;   // y, φ, number of the copy
in vec3 aDisc;    // radius px, 1 where fitted, index
in vec3 aColour;
uniform float uMargin;
uniform float uHighlight;
uniform float uFaint;
uniform float uOpacity;
out vec2 vOffset;
out float vRadius;
out float vHigh;
out vec4 vColour;
void main() {
  float low = uView.y - uMargin / uSize.y * (uView.w - uView.y);
  vec2 centre = toPx(vec2(aPlace.x, firstCopy(aPlace.y, low) + TURN * aPlace.z));
  vHigh = abs(aDisc.z - uHighlight) < 0.5 ? 1.0 : 0.0;
  vRadius = aDisc.x;
  vOffset = aCorner * (aDisc.x + 4.0);
  vColour = vec4(aColour, aDisc.y > 0.5 ? uOpacity : uFaint);
  gl_Position = fromPx(centre + vOffset);
}
`;

const FRAGMENT = /* glsl */ `
in vec2 vOffset;
in float vRadius;
in float vHigh;
in vec4 vColour;
uniform float uSoft;
uniform vec4 uRim;
uniform vec4 uMark;
out vec4 colour;
void main() {
  float d = length(vOffset) - vRadius;
  float soft = uSoft * 0.7;
  float disc = 1.0 - smoothstep(-soft, soft, d);
  float rim = 1.0 - smoothstep(-soft, soft, abs(d - 0.35) - 0.35);
  float ring = vHigh * (1.0 - smoothstep(-soft, soft, abs(d - 2.2) - 0.8));
  vec4 c = vec4(vColour.rgb, vColour.a * disc);
  float rimAlpha = rim * uRim.a * vColour.a;
  c = vec4(mix(c.rgb, uRim.rgb, rimAlpha), max(c.a, rimAlpha));
  c = vec4(mix(c.rgb, uMark.rgb, ring), max(c.a, ring));
  if (c.a < 0.003) discard;
  colour = c;
}
`;

export class ParticleLayer {
  readonly mesh: Mesh;
  readonly #geometry = new InstancedBufferGeometry();
  readonly #material;
  readonly #own = {
    uMargin: { value: DISC.largest + 4 },
    uHighlight: { value: -1 },
    uFaint: { value: 0.25 },
    uOpacity: { value: 1 },
    uRim: colourUniform(),
    uMark: colourUniform(),
  };
  #capacity = 0;
  #copies = 1;
  #scene: Scene | null = null;

  constructor(frame: FrameUniforms) {
    this.#material = layerMaterial(frame, this.#own, VERTEX, FRAGMENT);
    this.#geometry.setAttribute(
      'aCorner',
      new BufferAttribute(new Float32Array([-1, -1, 1, -1, -1, 1, 1, 1]), 2),
    );
    this.#geometry.setIndex([0, 1, 2, 2, 1, 3]);
    this.#geometry.instanceCount = 0;
    this.mesh = new Mesh(this.#geometry, this.#material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 40;
  }

  set highlight(index: number | null) {
    this.#own.uHighlight.value = index ?? -1;
  }

  update(scene: Scene, previous: Scene | null): void {
    if (
      previous &&
      previous.particles === scene.particles &&
      previous.theme === scene.theme &&
      previous.colourBy === scene.colourBy &&
      previous.ptReference === scene.ptReference &&
      (previous.jets?.of ?? null) === (scene.jets?.of ?? null)
    ) {
      return;
    }
    // The index meant a particle of the event before.
    if (previous && previous.particles.pt !== scene.particles.pt) this.highlight = null;
    this.#scene = scene;
    const theme = THEMES[scene.theme];
    setColour(this.#own.uRim, theme.rim);
    setColour(this.#own.uMark, theme.text);
    this.#own.uFaint.value = theme.particle.faint;
    this.#own.uOpacity.value = theme.particle.opacity;
    this.#fill();
  }

  /** How many times over the view shows an azimuth; a change of that number is the only upload that a view causes. */
  follow(view: View, height: number): void {
    const margin = (this.#own.uMargin.value / height) * (view.phi1 - view.phi0);
    const copies = Math.max(1, Math.ceil((view.phi1 - view.phi0 + 2 * margin) / TWO_PI));
    if (copies === this.#copies) return;
    this.#copies = copies;
    this.#fill();
  }

  dispose(): void {
    this.#geometry.dispose();
    this.#material.dispose();
  }

  #fill(): void {
    if (!this.#scene) return;
    const { particles, colourBy, theme, ptReference, jets } = this.#scene;
    const n = particles.pt.length;
    const total = n * this.#copies;
    if (total > this.#capacity) this.#grow(total);
    this.#geometry.instanceCount = total;
    if (total === 0) return;
    const order = Array.from(particles.pt.keys()).sort((a, b) => particles.pt[b] - particles.pt[a]);
    const colours = particleColours(particles, colourBy, theme, ptReference, jets);
    const place = this.#geometry.getAttribute('aPlace');
    const disc = this.#geometry.getAttribute('aDisc');
    const colour = this.#geometry.getAttribute('aColour');
    let k = 0;
    for (const i of order) {
      for (let copy = 0; copy < this.#copies; copy++, k++) {
        place.setXYZ(k, particles.y[i], particles.phi[i], copy);
        disc.setXYZ(k, discRadius(particles.pt[i], ptReference), particles.selected[i], i);
        (colour.array as Uint8Array).set(colours.subarray(3 * i, 3 * i + 3), 3 * k);
      }
    }
    place.needsUpdate = true;
    disc.needsUpdate = true;
    colour.needsUpdate = true;
  }

  #grow(total: number): void {
    // A buffer that was uploaded keeps its size: a larger event gets new ones, the old ones are freed.
    this.#geometry.dispose();
    this.#capacity = Math.max(256, 2 ** Math.ceil(Math.log2(total)));
    this.#geometry.setAttribute(
      'aPlace',
      new InstancedBufferAttribute(new Float32Array(3 * this.#capacity), 3),
    );
    this.#geometry.setAttribute(
      'aDisc',
      new InstancedBufferAttribute(new Float32Array(3 * this.#capacity), 3),
    );
    this.#geometry.setAttribute(
      'aColour',
      new InstancedBufferAttribute(new Uint8Array(3 * this.#capacity), 3, true),
    );
  }
}
