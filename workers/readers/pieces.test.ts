import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Pieces } from './pieces.ts';

test('any slice of the pieces is that of the whole', () => {
  const blocks = fc.array(fc.uint8Array({ maxLength: 9 }), { maxLength: 9 });
  fc.assert(
    fc.property(blocks, fc.nat(90), fc.nat(90), (parts, start, end) => {
      const pieces = new Pieces();
      for (const part of parts) pieces.push(part);
      const whole = Buffer.concat(parts);
      expect(pieces.length).toBe(whole.length);
      const slice = [...pieces.slice(start, end)];
      expect(Buffer.concat(slice)).toEqual(whole.subarray(start, Math.max(start, end)));
      for (const block of slice) expect(block.length).toBeGreaterThan(0);
    }),
  );
});
