// The desktop shell: calls go through what its preload put on `window.ringside`.

import type { DesktopBridge } from '../../main/contract/desktop.ts';
import { type Events, RingsideError } from '../../main/contract/index.ts';
import { apiFrom, type Client } from './client.ts';

export function bridgeClient(bridge: DesktopBridge): Client {
  let onConnection: (connection: { state: 'ready' }) => void = () => {};
  return {
    api: apiFrom(async (method, args) => {
      const answer = await bridge.call(method, args);
      if ('error' in answer) throw RingsideError.from(answer.error);
      return answer.ok;
    }),
    listen(handlers, tell) {
      onConnection = tell;
      bridge.on((event, args) => {
        (handlers[event] as (...values: Parameters<Events[typeof event]>) => void)(...args);
      });
    },
    async start() {
      onConnection({ state: 'ready' });
    },
    async bring(files, onProgress) {
      const total = files.reduce((sum, file) => sum + file.size, 0);
      const answer = await bridge.drop(files);
      if ('error' in answer) throw RingsideError.from(answer.error);
      onProgress(total, total);
      return [...answer.ok];
    },
  };
}
