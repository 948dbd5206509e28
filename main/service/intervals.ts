// How well a fit's parameters are known: one job, its smeared and its drawn replicas side by side on two threads.

import type { ReplicaKind } from '../../workers/entry/tasks.ts';
import type { JobId, JobSpec } from '../contract/index.ts';
import type { FitServices } from './fitting.ts';

const KINDS: readonly ReplicaKind[] = ['smearing', 'bootstrap'];

export async function startIntervals(
  { pool, jobs, datasets, send }: FitServices,
  spec: Extract<JobSpec, { readonly kind: 'intervals' }>,
): Promise<JobId> {
  const held = await datasets.get(spec.dataset);
  const { dataset } = held;
  const { event, frame, shape, selection, components, resolution, replicas, seed } = spec;
  const plan = {
    kind: 'intervals',
    title: `Intervals of ${shape} on event ${event} of ${dataset.file.name}`,
    unit: 'replicas',
    total: KINDS.length * replicas,
    dataset: dataset.id,
  } as const;
  return jobs.start(plan, async (job) => {
    const began = performance.now();
    const done = { smearing: 0, bootstrap: 0 };
    const [smearing, bootstrap] = await held.use(event, event + 1, ({ key }) =>
      Promise.all(
        KINDS.map((kind) =>
          pool.run(
            'replicas',
            { kind, key, event, frame, shape, selection, components, resolution, replicas, seed },
            {
              lane: 'batch',
              first: true,
              uses: [key],
              signal: job.signal,
              onStart: () => job.running(),
              onProgress: (count) => {
                done[kind] = count;
                job.progress(done.smearing + done.bootstrap, null);
              },
            },
          ),
        ),
      ),
    );
    const wall_ms = performance.now() - began;
    const asked = { event, shape, selection, components, resolution, replicas, seed };
    send('intervals', job.id, { ...asked, wall_ms, smearing, bootstrap });
  });
}
