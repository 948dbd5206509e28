export { type ContinuousEmd, continuousEmd } from './continuous.ts';
export { type EvaluateOptions, Evaluator, evaluate } from './evaluate.ts';
export { fit } from './fit.ts';
export {
  type Intervals,
  intervalsOf,
  type ReplicaKind,
  type ReplicaOptions,
  type ReplicaSet,
  replicate,
} from './intervals.ts';
export type { ResolutionModel } from './resample.ts';
export { fitSinkhorn } from './sinkhorn.ts';
export type {
  EvaluationOutcome,
  FitOptions,
  FitOutcome,
  FitResult,
  Iterate,
  Solver,
  Thoroughness,
} from './types.ts';
