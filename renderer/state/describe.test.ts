import { expect, test } from 'vitest';
import { parseShape } from '../../workers/shapes/index.ts';
import { frozenShape } from './describe.ts';

test('a shape placed by hand keeps every parameter where it is, in words that the command line reads', () => {
  const text = frozenShape({
    shape: 'ring',
    components: [{ shape: 'ring', weight: 1, center: [-0.85, -0.531], radius: 0.3430001234 }],
  });
  expect(text).toBe('ring(y=-0.85,phi=-0.531,radius=0.34300012)');
  expect(parseShape(text).parameters.map(({ fixed }) => fixed)).toEqual([-0.85, -0.531, 0.34300012]);
});
