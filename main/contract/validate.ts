// Every call from a screen passes here before it reaches the application: the method must be one of Api's, with as many
// arguments as it takes, each of its type and within its limits. A window may run code that is not ours (an extension, a
// page that got hold of the socket), so nothing that TypeScript promises about it counts. What may stand in each: validate/.

import { type Api, METHODS, type NamedBytes } from './api.ts';
import {
  anyObject,
  bytes,
  type Check,
  integer,
  kinds,
  nullable,
  number,
  oneOf,
  record,
  text,
} from './checks.ts';
import { RingsideError } from './errors.ts';
import { MESSAGE_BYTES } from './limits.ts';
import { compareRequest } from './validate/distances.ts';
import { continuousRequest, evaluateRequest } from './validate/evaluations.ts';
import { condition, frameRequest } from './validate/frames.ts';
import { besideRequest, jetStructureRequest, jetsRequest } from './validate/jets.ts';
import { jobSpec } from './validate/jobs.ts';
import { mapping } from './validate/mappings.ts';
import { referenceFrame } from './validate/reference-frames.ts';
import { count, id, type Kind, kind } from './validate/scalars.ts';
import { session } from './validate/sessions.ts';

const namedBytes = record<NamedBytes>({ name: text(1024), type: text(256, 0), bytes: bytes(MESSAGE_BYTES) });
type Content = Parameters<Api['copy']>[0];
const content = kinds({
  text: record<Kind<Content, 'text'>>({ kind, text: text(MESSAGE_BYTES, 0) }),
  png: record<Kind<Content, 'png'>>({ kind, bytes: bytes(MESSAGE_BYTES) }),
});

type Named<A extends readonly unknown[]> = { readonly [I in keyof A]-?: readonly [string, Check] };
type Arguments = { readonly [K in keyof Api]: Named<Parameters<Api[K]>> };

const ARGUMENTS: Arguments = {
  hello: [],
  pickFiles: [],
  browse: [['folder', nullable(text(4096))]],
  preview: [
    ['file', id],
    ['mapping', nullable(mapping)],
    ['collection', nullable(text(4096))],
  ],
  forgetMapping: [
    ['file', id],
    ['collection', nullable(text(4096))],
  ],
  forgetRecent: [['file', id]],
  datasets: [],
  closeDataset: [['dataset', id]],
  summaries: [
    ['dataset', id],
    ['first', count],
    ['count', integer(0, 1_000_000)],
  ],
  event: [
    ['dataset', id],
    ['event', count],
    ['frame', referenceFrame],
  ],
  evaluate: [['request', evaluateRequest]],
  continuous: [['request', continuousRequest]],
  jets: [['request', jetsRequest]],
  jetStructure: [['request', jetStructureRequest]],
  beside: [['request', besideRequest]],
  startJob: [['spec', jobSpec]],
  cancelJob: [['job', id]],
  jobs: [],
  tables: [],
  rows: [
    ['table', id],
    ['first', count],
    ['count', integer(0, 1_000_000)],
  ],
  deleteTable: [['table', id]],
  exportTable: [
    ['table', id],
    ['format', oneOf(['csv', 'json', 'parquet'])],
  ],
  matrices: [],
  deleteMatrix: [['matrix', id]],
  nearest: [
    ['matrix', id],
    ['place', count],
    ['k', integer(1, 1000)],
  ],
  medoids: [
    ['matrix', id],
    ['source', count],
    ['k', integer(1, 1000)],
  ],
  dimension: [['matrix', id]],
  exportMatrix: [
    ['matrix', id],
    ['format', oneOf(['npy', 'csv', 'parquet'])],
  ],
  compare: [['request', compareRequest]],
  observables: [],
  frames: [],
  deleteFrame: [['frame', id]],
  select: [['request', frameRequest]],
  sql: [['text', condition]],
  exportFrame: [
    ['frame', id],
    ['format', oneOf(['csv', 'json', 'parquet'])],
    ['where', nullable(condition)],
  ],
  exportFigure: [
    ['figure', anyObject],
    ['format', oneOf(['svg', 'pdf', 'png'])],
    ['scale', number(0.1, 16)],
  ],
  saveSession: [['session', session]],
  saveFile: [['file', namedBytes]],
  copy: [['content', content]],
};

/** How many arguments a method takes at least, where the last ones may be left out. */
const LEAST: { readonly [K in keyof Api]?: number } = { event: 2 };

export type Call = { [K in keyof Api]: { readonly method: K; readonly args: Parameters<Api[K]> } }[keyof Api];

/** The call with its types, or RingsideError('bad-argument') that says what is wrong with it. */
export function validateCall(method: unknown, args: unknown): Call {
  if (typeof method !== 'string' || !(METHODS as readonly string[]).includes(method)) {
    const shown = typeof method === 'string' ? JSON.stringify(method.slice(0, 40)) : typeof method;
    throw new RingsideError('bad-argument', `unknown method ${shown}`);
  }
  const checks: readonly (readonly [string, Check])[] = ARGUMENTS[method as keyof Api];
  const most = checks.length;
  const least = LEAST[method as keyof Api] ?? most;
  if (!Array.isArray(args) || args.length < least || args.length > most) {
    const given = Array.isArray(args) ? args.length : typeof args;
    const takes = least === most ? most : `${least} or ${most}`;
    throw new RingsideError('bad-argument', `${method} was given ${given} arguments, it takes ${takes}`);
  }
  args.forEach((argument, i) => {
    checks[i][1](argument, `${method}: ${checks[i][0]}`);
  });
  return { method, args } as unknown as Call;
}

/** Validates, then calls. What both shells do with a message from a window. */
export async function callApi(api: Api, method: unknown, args: unknown): Promise<unknown> {
  const call = validateCall(method, args);
  const run = api[call.method] as (...args: readonly unknown[]) => Promise<unknown>;
  return run.apply(api, call.args);
}
