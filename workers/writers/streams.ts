// Events to a file chunk by chunk, by the file's name: what is larger than memory is written all the same. Everything is exact:
// reading gives the same numbers, but for what a format has no place for, which `lost` tells.

import { Gzip } from 'fflate';
import type { EventColumns } from '../core/events.ts';
import { csvEvents, csvHead } from './csv.ts';
import { WriteError } from './errors.ts';
import { HEPMC_HEAD, HEPMC_TAIL, hepmcEvents } from './hepmc.ts';
import { jsonEvents } from './jsonl.ts';
import { paddedStream, type Spool } from './padded.ts';
import { fourVectorEvents, TEXT_HEAD } from './text.ts';

/** Takes bytes; resolves when more may come. */
export type Write = (bytes: Uint8Array) => Promise<void>;

export interface EventStream {
  /** Chunks of one source: they have the same columns. */
  write(columns: EventColumns): Promise<void>;
  /** Writes what belongs to the end; closing the file is the caller's. */
  end(): Promise<void>;
}

export const STREAM_FORMATS = ['npz', 'npy', 'parquet', 'csv', 'jsonl', 'hepmc', 'dat', 'txt'] as const;
export type StreamFormat = (typeof STREAM_FORMATS)[number];

/** Characters that are made bytes at a time. */
const PIECE = 2 ** 18;

interface TextFormat {
  /** Of the first chunk; null: there is none. */
  head(columns: EventColumns | null): string;
  events(columns: EventColumns): Iterable<string>;
  readonly tail: string;
}

const FOUR_VECTORS: TextFormat = { head: () => TEXT_HEAD, events: fourVectorEvents, tail: '' };
const TEXTS = {
  csv: {
    head: (columns) => (columns ? csvHead(columns) : 'event,pt,y,phi\n'),
    events: csvEvents,
    tail: '',
  },
  jsonl: { head: () => '', events: jsonEvents, tail: '' },
  hepmc: { head: () => HEPMC_HEAD, events: hepmcEvents, tail: HEPMC_TAIL },
  dat: FOUR_VECTORS,
  txt: FOUR_VECTORS,
} as const satisfies Partial<Record<StreamFormat, TextFormat>>;

/** The format of a name, and whether it ends in .gz besides. Throws WriteError. Cheap: ask before working. */
export function streamFormat(name: string): { readonly format: StreamFormat; readonly gzip: boolean } {
  const [, extension = '', packed] = /\.([a-z0-9]+)(\.gz)?$/i.exec(name) ?? [];
  const format = STREAM_FORMATS.find((one) => one === extension.toLowerCase());
  const gzip = packed !== undefined;
  if (format && !(gzip && (format === 'npz' || format === 'parquet'))) return { format, gzip };
  throw new WriteError(
    'bad-argument',
    `${name}: events cannot be written to this kind of file, allowed are .npz, .parquet, and .npy, .csv, .jsonl, .hepmc, .dat, .txt with or without .gz`,
  );
}

/** `spool` makes a place for what must be known whole before the first byte is written; only npz and npy need it. */
export async function eventStream(
  name: string,
  write: Write,
  spool: () => Promise<Spool>,
): Promise<EventStream> {
  const { format, gzip } = streamFormat(name);
  const packed = gzip ? gzipped(write) : null;
  const out = packed?.write ?? write;
  const stream = await plain(format, out, spool);
  if (!packed) return stream;
  return {
    write: (columns) => stream.write(columns),
    async end() {
      await stream.end();
      await packed.end();
    },
  };
}

async function plain(format: StreamFormat, write: Write, spool: () => Promise<Spool>): Promise<EventStream> {
  switch (format) {
    case 'npz':
    case 'npy':
      return paddedStream(format, write, await spool());
    case 'parquet':
      return (await import('./parquet.ts')).parquetStream(write);
    default:
      return textStream(TEXTS[format], write);
  }
}

function textStream({ head, events, tail }: TextFormat, write: Write): EventStream {
  const encoder = new TextEncoder();
  let begun = false;
  const put = async (text: string) => {
    if (text !== '') await write(encoder.encode(text));
  };
  const begin = async (columns: EventColumns | null) => {
    if (!begun) await put(head(columns));
    begun = true;
  };
  return {
    async write(columns) {
      await begin(columns);
      let piece = '';
      for (const event of events(columns)) {
        piece += event;
        if (piece.length < PIECE) continue;
        await put(piece);
        piece = '';
      }
      await put(piece);
    },
    async end() {
      await begin(null);
      await put(tail);
    },
  };
}

function gzipped(write: Write): { readonly write: Write; end(): Promise<void> } {
  let ready: Uint8Array[] = [];
  // No time of writing: the same events give the same bytes.
  const packer = new Gzip({ level: 6, mtime: 0 }, (bytes) => {
    ready.push(bytes);
  });
  const drain = async () => {
    const blocks = ready;
    ready = [];
    for (const block of blocks) await write(block);
  };
  return {
    async write(bytes) {
      packer.push(bytes);
      await drain();
    },
    async end() {
      packer.push(new Uint8Array(0), true);
      await drain();
    },
  };
}
