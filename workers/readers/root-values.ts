// Values of one field that come in parts, of baskets or clusters, as one.

import type { Values } from './jagged.ts';

export function joined(parts: readonly Values[]): Values {
  if (parts.length === 1) return parts[0];
  const values = new Float64Array(parts.reduce((sum, part) => sum + part.values.length, 0));
  const lists = parts.length > 0 && parts.every(({ counts }) => counts !== null);
  const counts = lists
    ? new Uint32Array(parts.reduce((sum, part) => sum + (part.counts?.length ?? 0), 0))
    : null;
  let at = 0;
  let event = 0;
  for (const part of parts) {
    values.set(part.values, at);
    if (counts && part.counts) counts.set(part.counts, event);
    at += part.values.length;
    event += part.counts?.length ?? 0;
  }
  return { counts, values };
}
