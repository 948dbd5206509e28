export { FAMILIES, OBSERVABLES, observableNamed, parseObservables } from './registry.ts';
export {
  type Family,
  INVARIANCES,
  type Invariance,
  type Observable,
  type ObservableInfo,
  type ObservableSettings,
} from './types.ts';
export { xconeJets } from './xcone.ts';
