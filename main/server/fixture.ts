// For the tests: an application without files and workers, and a client that may say anything.

import { request } from 'node:http';
import { type Api, RingsideError } from '../contract/index.ts';
import type { AnyEvent, Application } from '../service/index.ts';

export interface FakeApplication extends Application {
  emit(event: AnyEvent): void;
  readonly uploads: Map<string, number>;
  readonly added: string[];
  readonly evaluated: (string | undefined)[];
  readonly listeners: Set<(event: AnyEvent) => void>;
  running: number;
}

export function fakeApplication(): FakeApplication {
  const listeners = new Set<(event: AnyEvent) => void>();
  const emit = (event: AnyEvent) => {
    for (const listener of listeners) listener(event);
  };
  const entry = (name: string, bytes: number) =>
    ({ handle: `h-${name}`, name, folder: '', bytes, origin: 'upload' }) as const;
  const fake = {
    uploads: new Map<string, number>(),
    added: [] as string[],
    evaluated: [] as (string | undefined)[],
    listeners,
    running: 0,
    emit,
    onAny(listener: (event: AnyEvent) => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send: (name: string, ...args: unknown[]) => emit({ name, args } as unknown as AnyEvent),
    datasets: async () => [],
    async event(dataset: string, event: number) {
      if (event > 9) throw new RingsideError('not-found', `${dataset}: event ${event}, the last is 9`);
      return { dataset, event, pt: new Float64Array([1.5, Number.NaN]) };
    },
    async evaluate(_request: unknown, client?: string) {
      fake.evaluated.push(client);
      return { emd: 0.1 };
    },
    jobs: async () => Array.from({ length: fake.running }, (_, i) => ({ id: `j${i}`, state: 'running' })),
    startJob: async () => 'j1',
    tables: () => new Promise(() => {}),
    async addFile(path: string) {
      if (path.includes('missing')) throw new RingsideError('not-found', `${path}: there is no such file`);
      fake.added.push(path);
      return entry(path, 1);
    },
    async receiveUpload(name: string, bytes: AsyncIterable<Uint8Array>) {
      let size = 0;
      for await (const chunk of bytes) size += chunk.length;
      fake.uploads.set(name, size);
      return entry(name, size);
    },
    problems: [],
    close: async () => {},
  };
  return fake as unknown as FakeApplication & Api;
}

export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A plain request that sends exactly these headers, Host included. */
export function ask(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: Uint8Array | string,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
