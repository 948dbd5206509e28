// The potential as a float32 texture: interpolated, coloured by the diverging map and contoured in the fragment shader.
// Outside its grid nothing is drawn (nothing is known there). A grid of a whole turn in φ closes on itself.

import {
  DataTexture,
  FloatType,
  Mesh,
  NearestFilter,
  PlaneGeometry,
  RedFormat,
  Vector2,
  Vector3,
  Vector4,
} from 'three';
import { TWO_PI } from '../../workers/core/geometry.ts';
import { BEYOND, beyondColour, divergingTable, MAP_SIZE } from '../../workers/figure/colourmap.ts';
import { THEMES } from '../../workers/figure/theme.ts';
import type { Scene, ScenePotential } from '../../workers/figure/types.ts';
import { colourUniform, type FrameUniforms, layerMaterial, setColour } from './shared.ts';

const VERTEX = /* glsl */ `
out vec2 vPlane;
void main() {
  vPlane = mix(uView.xy, uView.zw, position.xy * 0.5 + 0.5);
  gl_Position = vec4(position.xy, 0.0, 1.0);
}
`;

const FRAGMENT = /* glsl */ `
precision highp sampler2D;
in vec2 vPlane;
uniform sampler2D uValues;
uniform sampler2D uMap;
uniform vec4 uGrid;      // y0, φ0, 1/dy, 1/dφ
uniform vec2 uCells;     // columns, rows
uniform vec3 uScale;     // range, contour step, 1 where the rows go once around
uniform vec4 uContour;
uniform vec4 uBeyond;
out vec4 colour;
const float TURN = 6.283185307179586;
float at(int column, int row) { return texelFetch(uValues, ivec2(column, row), 0).r; }
void main() {
  float column = (vPlane.x - uGrid.x) * uGrid.z;
  float around = vPlane.y - uGrid.y;
  float row = (around - TURN * floor(around / TURN + 1e-6)) * uGrid.w;
  float rows = uCells.y;
  float lastRow = uScale.z > 0.5 ? rows : rows - 1.0;
  bool outside = column < 0.0 || column > uCells.x - 1.0 || row > lastRow + 1e-3;
  column = clamp(column, 0.0, uCells.x - 1.0);
  row = clamp(row, 0.0, lastRow);
  int c0 = int(min(floor(column), uCells.x - 2.0));
  int r0 = int(min(floor(row), lastRow - 1.0));
  int r1 = r0 + 1;
  if (r1 >= int(rows)) r1 = 0;
  vec2 t = vec2(column - float(c0), row - float(r0));
  float f = mix(mix(at(c0, r0), at(c0 + 1, r0), t.x), mix(at(c0, r1), at(c0 + 1, r1), t.x), t.y);
  float level = f / uScale.y;
  float slope = fwidth(level);
  if (outside) discard;
  float size = float(textureSize(uMap, 0).x);
  float place = (clamp(f / uScale.x, -1.0, 1.0) * 0.5 + 0.5) * (size - 1.0);
  int entry = int(min(floor(place), size - 2.0));
  vec3 base = mix(texelFetch(uMap, ivec2(entry, 0), 0).rgb, texelFetch(uMap, ivec2(entry + 1, 0), 0).rgb, place - float(entry));
  float past = ${BEYOND.most} * smoothstep(1.0, float(${BEYOND.full}), abs(f) / uScale.x);
  base = mix(base, uBeyond.rgb, past);
  // Distance to the nearest contour in device pixels; crowded contours fade rather than fill.
  float away = abs(fract(level - 0.5) - 0.5) / max(slope, 1e-6);
  float line = (1.0 - smoothstep(0.35, 1.15, away)) * (1.0 - smoothstep(0.15, 0.4, slope)) * (1.0 - past);
  colour = vec4(mix(base, uContour.rgb, line * uContour.a), 1.0);
}
`;

export class PotentialLayer {
  readonly mesh: Mesh;
  readonly #geometry = new PlaneGeometry(2, 2);
  readonly #material;
  readonly #own = {
    uValues: { value: null as DataTexture | null },
    uMap: { value: null as DataTexture | null },
    uGrid: { value: new Vector4() },
    uCells: { value: new Vector2() },
    uScale: { value: new Vector3(1, 1, 0) },
    uContour: colourUniform(),
    uBeyond: colourUniform(),
  };

  constructor(frame: FrameUniforms) {
    this.#material = layerMaterial(frame, this.#own, VERTEX, FRAGMENT);
    this.#material.transparent = false;
    this.mesh = new Mesh(this.#geometry, this.#material);
    this.mesh.frustumCulled = false;
    this.mesh.renderOrder = 0;
    this.mesh.visible = false;
  }

  update(scene: Scene, previous: Scene | null): void {
    if (scene.theme !== previous?.theme) {
      setColour(this.#own.uContour, THEMES[scene.theme].contour);
      setColour(this.#own.uBeyond, beyondColour(scene.theme));
      this.#own.uMap.value?.dispose();
      this.#own.uMap.value = texture(new DataTexture(divergingTable(scene.theme), MAP_SIZE, 1));
    }
    if (scene.potential === (previous?.potential ?? null)) return;
    this.mesh.visible = scene.potential !== null && scene.potential.columns > 1 && scene.potential.rows > 1;
    if (scene.potential && this.mesh.visible)
      this.#load(scene.potential, previous?.potential?.values ?? null);
  }

  dispose(): void {
    this.#own.uValues.value?.dispose();
    this.#own.uMap.value?.dispose();
    this.#geometry.dispose();
    this.#material.dispose();
  }

  #load(potential: ScenePotential, loaded: Float32Array | null): void {
    const { y0, dy, columns, phi0, dphi, rows, values, range, contourStep } = potential;
    this.#own.uGrid.value.set(y0, phi0, 1 / dy, 1 / dphi);
    this.#own.uCells.value.set(columns, rows);
    const wholeTurn = Math.abs(rows * dphi - TWO_PI) < 1e-3 * dphi;
    this.#own.uScale.value.set(range, contourStep, wholeTurn ? 1 : 0);
    if (values === loaded) return;
    const known = this.#own.uValues.value;
    if (known && known.image.width === columns && known.image.height === rows) {
      known.image.data = values;
      known.needsUpdate = true;
      return;
    }
    known?.dispose();
    this.#own.uValues.value = texture(new DataTexture(values, columns, rows, RedFormat, FloatType));
  }
}

function texture(data: DataTexture): DataTexture {
  data.minFilter = NearestFilter;
  data.magFilter = NearestFilter;
  data.generateMipmaps = false;
  data.unpackAlignment = 1;
  data.needsUpdate = true;
  return data;
}
