// The application without a shell: files, data sets, evaluations, jobs, tables and sessions behind one object.

import { RingsideError } from '../contract/index.ts';
import type { Application, ApplicationOptions } from './types.ts';

export async function createApplication(options: ApplicationOptions): Promise<Application> {
  throw new RingsideError('unsupported', `${options.shell}: the service is being written`);
}
