// A model's parameters as one reads them: by centres that parts share, part by part, each with its weight.

import type { Model, ModelParameter, Part } from '../../workers/shapes/types.ts';

export interface PlacedParameter {
  /** In the model's vector. */
  readonly place: number;
  readonly parameter: ModelParameter;
  /** Within its part: `a`, `φ`, `r`. */
  readonly symbol: string;
}

export interface PartLines {
  readonly part: Part;
  /** In the model's list. */
  readonly index: number;
  /** "ellipse 2". */
  readonly name: string;
  /** Null for a single shape, which holds all energy. */
  readonly weight: PlacedParameter | null;
  /** Without a shared centre. */
  readonly own: readonly PlacedParameter[];
}

export interface PartGroup {
  /** "centre 1"; null where its one part has its own centre, or none. */
  readonly title: string | null;
  readonly center: readonly PlacedParameter[];
  readonly parts: readonly PartLines[];
}

const SYMBOLS: Readonly<Record<string, string>> = { phi: 'φ', radius: 'r', angle: '∠' };

/** `phi` → φ, `y2` → y₂, `phi3` → φ₃. */
export function symbolOf(name: string): string {
  const [, stem, digits] = /^([a-z_]+?)(\d*)$/i.exec(name) ?? ['', name, ''];
  const lowered = [...digits].map((digit) => String.fromCharCode(0x2080 + Number(digit))).join('');
  return (SYMBOLS[stem] ?? stem) + lowered;
}

/** `ellipse2` → "ellipse 2", `center1` → "centre 1". */
export function spaced(name: string): string {
  return name.replace(/^center/, 'centre').replace(/(\D)(\d+)$/, '$1 $2');
}

/** In the order of the expression. */
export function groupsOf(model: Model): readonly PartGroup[] {
  const shared = new Set<number>();
  const owners = new Map<number, number>();
  for (const [index, { places }] of model.parts.entries()) {
    for (const place of places) {
      if (owners.has(place) && owners.get(place) !== index) shared.add(place);
      else owners.set(place, index);
    }
  }
  const placed = (place: number): PlacedParameter => {
    const parameter = model.parameters[place];
    return { place, parameter, symbol: symbolOf(parameter.name.slice(parameter.name.lastIndexOf('.') + 1)) };
  };
  const groups = new Map<number, { title: string | null; center: PlacedParameter[]; parts: PartLines[] }>();
  for (const [index, part] of model.parts.entries()) {
    const common = part.places.filter((place) => shared.has(place));
    const group = groups.get(part.group) ?? { title: null, center: [], parts: [] };
    groups.set(part.group, group);
    if (common.length > 0 && group.center.length === 0) {
      group.center.push(...common.map(placed));
      const [first] = group.center;
      group.title = spaced(first.parameter.name.split('.')[0]);
    }
    const weight = model.parameters.findIndex(({ name }) => name === `${part.name}.weight`);
    group.parts.push({
      part,
      index,
      name: spaced(part.name),
      weight: weight < 0 ? null : placed(weight),
      own: part.places.filter((place) => !shared.has(place)).map(placed),
    });
  }
  return [...groups.values()];
}

/** Every parameter once, in the order that it is read in: a table's columns. Those that the event gives are left out. */
export function columnsOf(model: Model): readonly { readonly place: number; readonly label: string }[] {
  if (model.parts.length === 1) {
    return model.parameters.flatMap(({ name, unit, given }, place) => {
      const label = name === 'radius' ? name : symbolOf(name);
      return given ? [] : [{ place, label: unit ? `${label} / ${unit}` : label }];
    });
  }
  return groupsOf(model).flatMap(({ title, center, parts }) => [
    ...center.map(({ place, symbol }) => ({ place, label: `${title} ${symbol}` })),
    ...parts.flatMap(({ name, weight, own }) =>
      [...(weight ? [{ ...weight, symbol: 'weight' }] : []), ...own]
        .filter(({ parameter }) => !parameter.given)
        .map(({ place, symbol }) => ({ place, label: `${name} ${symbol}` })),
    ),
  ]);
}
