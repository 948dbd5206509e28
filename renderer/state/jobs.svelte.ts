// The list of jobs: newest first, each with amounts, rate, time left; ended ones stay until dismissed.

import type { JobId, JobStatus } from '../../main/contract/index.ts';
import type { Client } from '../client/index.ts';

/** Ended jobs kept in the list. */
const KEPT = 50;

export const active = (status: JobStatus) => status.state === 'running' || status.state === 'queued';

export class Jobs {
  list = $state.raw<readonly JobStatus[]>([]);
  running = $derived(this.list.filter(active));

  constructor(private readonly client: Client) {}

  onJob(status: JobStatus): void {
    const known = this.list.some((one) => one.id === status.id);
    const list = known
      ? this.list.map((one) => (one.id === status.id ? status : one))
      : [status, ...this.list];
    let ended = 0;
    this.list = list.filter((one) => active(one) || ++ended <= KEPT);
  }

  onJobs(all: readonly JobStatus[]): void {
    for (const status of all) this.onJob(status);
    // What the application no longer knows of did not end by itself.
    const known = new Set(all.map((status) => status.id));
    this.list = this.list.filter((one) => known.has(one.id) || !active(one));
  }

  find(id: JobId | null): JobStatus | null {
    return this.list.find((one) => one.id === id) ?? null;
  }

  async cancel(id: JobId): Promise<void> {
    await this.client.api.cancelJob(id);
  }

  dismiss(id: JobId): void {
    this.list = this.list.filter((one) => one.id !== id);
  }
}
