// What a drag asks: one evaluation at a time for each client; a newer request takes the place of the one that waits.

import { type EvaluateRequest, type Evaluation, RingsideError } from '../contract/index.ts';

interface Waiting {
  readonly request: EvaluateRequest;
  readonly resolve: (evaluation: Evaluation) => void;
  readonly reject: (error: unknown) => void;
}

export function createEvaluations(evaluate: (request: EvaluateRequest) => Promise<Evaluation>) {
  const clients = new Map<string, { waiting: Waiting | null }>();

  function start(client: string, { request, resolve, reject }: Waiting): void {
    evaluate(request)
      .then(resolve, reject)
      .finally(() => {
        const next = clients.get(client)?.waiting;
        if (!next) {
          clients.delete(client);
          return;
        }
        clients.set(client, { waiting: null });
        start(client, next);
      });
  }

  return (request: EvaluateRequest, client: string): Promise<Evaluation> =>
    new Promise((resolve, reject) => {
      const one = { request, resolve, reject };
      const busy = clients.get(client);
      if (!busy) {
        clients.set(client, { waiting: null });
        start(client, one);
        return;
      }
      busy.waiting?.reject(new RingsideError('cancelled', 'evaluate: a newer request took its place'));
      busy.waiting = one;
    });
}
