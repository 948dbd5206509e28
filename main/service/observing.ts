// Observables for the screen: the job that works them out over a data set, and the questions asked of the frame it fills.

import { type Api, type JobId, RingsideError } from '../contract/index.ts';

type Questions = Pick<Api, 'observables' | 'frames' | 'deleteFrame' | 'select' | 'sql' | 'exportFrame'>;

export async function startObserve(): Promise<JobId> {
  throw missing();
}

export function createObserving(): Questions {
  return {
    observables: async () => [],
    frames: async () => [],
    deleteFrame: () => Promise.reject(missing()),
    select: () => Promise.reject(missing()),
    sql: () => Promise.reject(missing()),
    exportFrame: () => Promise.reject(missing()),
  };
}

function missing(): RingsideError {
  return new RingsideError('unsupported', 'observables are not in this build');
}
