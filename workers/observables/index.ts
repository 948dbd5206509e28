export { OBSERVABLES, observableNamed, parseObservables } from './registry.ts';
export {
  INVARIANCES,
  type Invariance,
  type Observable,
  type ObservableInfo,
  type ObservableSettings,
} from './types.ts';
