// Latest wins: one request in flight, and of those asked for meanwhile only the last one is sent. A pointer that
// moves faster than the answers come never builds a queue.

export interface Latest<Request> {
  /** Sends now, or as soon as the one in flight is answered; replaces what was waiting. */
  ask(request: Request): void;
  /** Forgets what is waiting, and the answer that is still to come. */
  drop(): void;
  readonly busy: boolean;
}

export function latest<Request, Answer>(
  send: (request: Request) => Promise<Answer>,
  onAnswer: (answer: Answer, request: Request) => void,
  onError: (error: unknown, request: Request) => void = () => {},
): Latest<Request> {
  let waiting: { readonly request: Request } | null = null;
  let flying = false;
  let epoch = 0;

  async function fly(request: Request): Promise<void> {
    flying = true;
    const mine = epoch;
    try {
      const answer = await send(request);
      if (mine === epoch) onAnswer(answer, request);
    } catch (error) {
      if (mine === epoch) onError(error, request);
    } finally {
      flying = false;
      const next = waiting;
      waiting = null;
      if (next) void fly(next.request);
    }
  }

  return {
    ask(request) {
      if (flying) waiting = { request };
      else void fly(request);
    },
    drop() {
      epoch++;
      waiting = null;
    },
    get busy() {
      return flying;
    },
  };
}
