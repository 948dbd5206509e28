// Property tests draw the same cases in every run, so that a run that passed passes again; another seed is a wider search:
// FAST_CHECK_SEED=7 npx vitest run. A case that fails prints its own seed and path.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
