// Property tests draw new cases in every run; FAST_CHECK_SEED=7 npx vitest run draws the same ones again.
// A case that fails prints its own seed and path.
import fc from 'fast-check';

const seed = process.env.FAST_CHECK_SEED;
if (seed) fc.configureGlobal({ seed: Number(seed) });
