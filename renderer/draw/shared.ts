// What all layers share: uniforms that follow the view, the shader code that goes between plane and pixels,
// and the way a layer's material is made. Colours are written as they are (no tone mapping, no colour management).

import { GLSL3, type IUniform, ShaderMaterial, Vector2, Vector4 } from 'three';
import type { Colour } from '../../workers/figure/types.ts';

export interface FrameUniforms extends Record<string, IUniform> {
  /** y0, φ0, y1, φ1, rad. */
  readonly uView: IUniform<Vector4>;
  /** CSS px. */
  readonly uSize: IUniform<Vector2>;
  /** Width of the antialiased edge, CSS px. */
  readonly uSoft: IUniform<number>;
}

export function frameUniforms(): FrameUniforms {
  return {
    uView: { value: new Vector4(-1, -1, 1, 1) },
    uSize: { value: new Vector2(1, 1) },
    uSoft: { value: 1 },
  };
}

export const VERTEX_COMMON = /* glsl */ `
uniform vec4 uView;
uniform vec2 uSize;
const float TURN = 6.283185307179586;
// Plane (rad) to CSS px, origin at the bottom left.
vec2 toPx(vec2 place) { return (projectionMatrix * modelViewMatrix * vec4(place, 0.0, 1.0)).xy * 0.5 * uSize + 0.5 * uSize; }
vec4 fromPx(vec2 px) { return vec4(px / uSize * 2.0 - 1.0, 0.0, 1.0); }
// The first copy of an azimuth that is not below low.
float firstCopy(float phi, float low) { return phi + TURN * ceil((low - phi) / TURN); }
`;

/** A layer's material; `own` uniforms beside the shared ones, which are the same objects in every layer. */
export function layerMaterial(
  frame: FrameUniforms,
  own: Record<string, IUniform>,
  vertexShader: string,
  fragmentShader: string,
): ShaderMaterial {
  return new ShaderMaterial({
    glslVersion: GLSL3,
    uniforms: { ...frame, ...own },
    vertexShader: VERTEX_COMMON + vertexShader,
    fragmentShader: `precision highp float;\n${fragmentShader}`,
    transparent: true,
    depthTest: false,
    depthWrite: false,
  });
}

/** A uniform that holds a colour, 0–1 each. */
export function colourUniform(): IUniform<Vector4> {
  return { value: new Vector4() };
}

export function setColour(uniform: IUniform<Vector4>, colour: Colour): void {
  uniform.value.set(colour[0] / 255, colour[1] / 255, colour[2] / 255, colour[3]);
}
