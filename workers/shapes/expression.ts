// `--shape ring,disk,ellipse(angle=0.3)`: commas outside parentheses separate expressions; parameters in parentheses
// are frozen at their value and bear the JSON's names, its pairs whole (center=[0.1,2]) or by half (phi=2). Compositions (`ring+pileup`, `3*(ellipse+point)`) are refused.

import { SHAPES, shapeNamed } from './registry.ts';
import type { ShapeExpression } from './types.ts';

/** The JSON's pairs, and the parameters that they hold. */
const PAIRS: Readonly<Record<string, readonly [string, string]>> = {
  center: ['y', 'phi'],
  semi_axes: ['a', 'b'],
};

/** Throws RangeError: what is wrong, the offending text, what is allowed. */
export function parseShapes(text: string): ShapeExpression[] {
  return split(text).map(parseShape);
}

export function parseShape(text: string): ShapeExpression {
  const source = text.trim();
  if (source === '') {
    throw new RangeError(
      `shape: empty expression, allowed are ${SHAPES.map((shape) => shape.name).join(', ')}`,
    );
  }
  if (outside(source, /[+*]/)) {
    throw new RangeError(
      `shape: ${source} is a composition, which is not yet fitted; allowed are single shapes: ${SHAPES.map((shape) => shape.name).join(', ')}`,
    );
  }
  const match = /^([^()]*?)\s*(?:\(([^()]*)\))?$/.exec(source);
  if (!match)
    throw new RangeError(`shape: cannot read ${source}, needed is NAME or NAME(parameter=number,…)`);
  const shape = shapeNamed(match[1]);
  const frozen: Record<string, number> = {};
  const names = shape.parameters.map((parameter) => parameter.name);
  const held = (match[2] ?? '').replace(
    /\b(center|semi_axes)\s*=\s*\[([^\],]*),([^\],]*)\]/g,
    (_, pair: string, first: string, second: string) =>
      `${PAIRS[pair][0]}=${first},${PAIRS[pair][1]}=${second}`,
  );
  for (const part of held.split(',')) {
    if (part.trim() === '') {
      if (held.trim() === '') continue;
      throw new RangeError(`shape: cannot read ${source}, needed is NAME or NAME(parameter=number,…)`);
    }
    const [name, value, ...rest] = part.split('=').map((piece) => piece.trim());
    const parameter = shape.parameters.find((candidate) => candidate.name === name);
    if (!parameter) {
      throw new RangeError(`${shape.name}: unknown parameter ${name}, allowed are ${names.join(', ')}`);
    }
    if (Object.hasOwn(frozen, name))
      throw new RangeError(`${shape.name}: parameter ${name} is given twice in ${source}`);
    const number = value === undefined || value === '' || rest.length > 0 ? Number.NaN : Number(value);
    const { lower, upper } = parameter;
    // Angles are periodic: any turn is welcome.
    const periodic = name === 'phi' || name === 'angle';
    if (!Number.isFinite(number) || (!periodic && (number < lower || number > upper))) {
      const allowed = periodic ? 'any number of rad' : `${lower} to ${upper}`;
      throw new RangeError(`${shape.name}: ${name} is ${value ?? 'not given'}, allowed is ${allowed}`);
    }
    frozen[name] = number;
  }
  return { text: source, shape, frozen };
}

function split(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let k = 0; k < text.length; k++) {
    if (text[k] === '(') depth++;
    else if (text[k] === ')') depth--;
    else if (text[k] === ',' && depth === 0) {
      parts.push(text.slice(start, k));
      start = k + 1;
    }
    if (depth < 0) break;
  }
  if (depth !== 0) throw new RangeError(`shape: parentheses do not match in ${text}`);
  parts.push(text.slice(start));
  return parts;
}

/** An operator, wherever it is not part of a number such as 1e+3. */
function outside(text: string, operator: RegExp): boolean {
  return operator.test(text.replace(/=[^,()]*/g, ''));
}
