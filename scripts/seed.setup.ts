// Property tests draw the same cases in every run. FAST_CHECK_SEED=7 npx vitest run draws others, FAST_CHECK_SEED=new new
// ones; a case that fails prints its own seed and path. What an earlier file of tests has set ends with it.
import fc from 'fast-check';

fc.resetConfigureGlobal();
const seed = process.env.FAST_CHECK_SEED ?? '1';
if (seed !== 'new') fc.configureGlobal({ seed: Number(seed) });
