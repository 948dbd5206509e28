import { expect, it } from 'vitest';
import { sourceHash } from '../../../scripts/kernel.js';
import { SOURCE_SHA256 } from './kernel.wasm.ts';

it('is what its source compiles to: `npm run kernel` after a change', () => {
  expect(SOURCE_SHA256).toBe(sourceHash('workers/transport/kernel'));
});
