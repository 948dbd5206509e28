// A model as the expression that holds it where it stands: what is printed beside a figure, and pasted to make it again.

import { hasCenter } from './layout.ts';
import type { Model } from './types.ts';

/** The model's expression with every parameter held where it stands: each copy written out. */
export function frozenText(model: Model, x: Float64Array, digits = 17): string {
  const terms: string[] = [];
  const groups = [...new Set(model.parts.map((part) => part.group))];
  for (const group of groups) {
    const members = model.parts.flatMap((part, p) => (part.group === group ? [{ part, p }] : []));
    const shared = members.filter(({ part }) => hasCenter(part.shape)).length > 1;
    const texts = members.map(({ part, p }, m) => {
      const own = model.partOf(x, p);
      const settings = part.shape.parameters.flatMap((parameter, k) =>
        shared && m > 0 && k < 2 ? [] : [`${parameter.name}=${Number(own[k].toPrecision(digits))}`],
      );
      if (model.parts.length > 1) {
        settings.push(`weight=${Number(model.weightOf(x, p).toPrecision(digits))}`);
      }
      return `${part.shape.name}(${settings.join(',')})`;
    });
    terms.push(texts.length > 1 ? `(${texts.join('+')})` : texts[0]);
  }
  return terms.join('+');
}
