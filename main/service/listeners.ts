// Who listens to what the application tells. A listener that throws does not keep the others from hearing.

import type { Events } from '../contract/index.ts';
import type { AnyEvent, Application, EventName } from './types.ts';

export function createListeners(): Pick<Application, 'on' | 'onAny' | 'send'> {
  const all = new Set<(event: AnyEvent) => void>();
  return {
    on<K extends EventName>(name: K, listener: Events[K]) {
      const call = listener as (...args: readonly unknown[]) => void;
      const one = (event: AnyEvent) => {
        if (event.name === name) call(...event.args);
      };
      all.add(one);
      return () => void all.delete(one);
    },
    onAny(listener) {
      all.add(listener);
      return () => void all.delete(listener);
    },
    send(name, ...args) {
      const event = { name, args } as AnyEvent;
      for (const listener of [...all]) {
        try {
          listener(event);
        } catch (error) {
          process.emitWarning(
            `a listener to ${name} threw: ${error instanceof Error ? error.message : error}`,
          );
        }
      }
    },
  };
}
