// Jets of the event on show: small questions that a slider asks again and again, answered by the thread that evaluates.

import type { Api } from '../contract/index.ts';
import type { ComputePool } from './compute.ts';
import type { DatasetBook } from './datasets.ts';

export function createJets(services: {
  readonly pool: ComputePool;
  readonly datasets: DatasetBook;
}): Pick<Api, 'jets' | 'jetStructure' | 'beside'> {
  const { pool, datasets } = services;
  return {
    async jets(request) {
      const held = await datasets.get(request.dataset);
      return held.use(request.event, request.event + 1, ({ key }) =>
        pool.run('jets', { key, request }, { lane: 'live', uses: [key] }),
      );
    },
    async jetStructure(request) {
      const held = await datasets.get(request.dataset);
      return held.use(request.event, request.event + 1, ({ key }) =>
        pool.run('jetStructure', { key, request }, { lane: 'live', uses: [key] }),
      );
    },
    async beside(request) {
      const held = await datasets.get(request.dataset);
      return held.use(request.event, request.event + 1, ({ key }) =>
        pool.run('beside', { key, request }, { lane: 'live', uses: [key] }),
      );
    },
  };
}
