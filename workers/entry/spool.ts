// Events on disk for formats that cannot be entered anywhere (text, packed files): read once from the beginning, they are
// written one page after the other as the columns that they are, and any page can be had again at once.
// A page: pT, y, φ, mass if there is one, the extra columns (float64 each), then offsets, places and species (32 bits).
// The file is the application's own, of this machine (its byte order) and of one run: it carries no description.

import { type FileHandle, open, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { float64, int32, uint32 } from '../core/arrays.ts';
import type { EventColumns } from '../core/events.ts';
import { ReadError } from '../readers/index.ts';
import type { SpoolLayout, SpoolPage } from './tasks.ts';

/** Bytes that must stay free on the disk. */
const FREE_BYTES = 2 ** 30;
/** Its owner's alone. */
const MODE = 0o600;

export class SpoolWriter {
  private at = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  static async create(path: string): Promise<SpoolWriter> {
    return new SpoolWriter(path, await open(path, 'wx', MODE));
  }

  /** Throws ReadError where the disk is nearly full. */
  async add(columns: EventColumns): Promise<SpoolPage> {
    const { bavail, bsize } = await statfs(dirname(this.path));
    if (bavail * bsize < FREE_BYTES) {
      throw new ReadError(
        'too-large',
        `${dirname(this.path)}: less than ${FREE_BYTES} bytes are free, the events that were read so far are kept there`,
        'Make room, or convert the file to npz, HDF5 or Parquet, which are read where they stand: ringside convert.',
      );
    }
    const offset = this.at;
    for (const part of partsOf(columns)) {
      await this.file.write(
        new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
        0,
        part.byteLength,
        this.at,
      );
      this.at += part.byteLength;
    }
    this.at = Math.ceil(this.at / 8) * 8;
    return { first: columns.first, events: columns.events, particles: columns.pt.length, offset };
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

export function layoutOf({ mass, pid, extra }: EventColumns): SpoolLayout {
  return { mass: mass !== null, pid: pid !== null, extra: Object.keys(extra) };
}

function partsOf({ pt, y, phi, mass, extra, offsets, index, pid }: EventColumns): ArrayBufferView[] {
  return [
    pt,
    y,
    phi,
    ...(mass ? [mass] : []),
    ...Object.values(extra),
    offsets,
    index,
    ...(pid ? [pid] : []),
  ];
}

/** The pages one after the other, each as it was written, on shared memory. */
export async function* spooled(
  path: string,
  layout: SpoolLayout,
  pages: readonly SpoolPage[],
): AsyncGenerator<EventColumns> {
  const file = await open(path, 'r');
  try {
    for (const page of pages) {
      const columns = emptyPage(layout, page);
      let at = page.offset;
      for (const part of partsOf(columns)) {
        const into = new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
        for (let done = 0; done < into.length; ) {
          const { bytesRead } = await file.read(into, done, into.length - done, at + done);
          if (bytesRead === 0)
            throw new ReadError('bad-file', `${path}: it ends at byte ${at + done}, inside a page`);
          done += bytesRead;
        }
        at += into.length;
      }
      yield columns;
    }
  } finally {
    await file.close();
  }
}

function emptyPage({ mass, pid, extra }: SpoolLayout, { first, events, particles }: SpoolPage): EventColumns {
  const wide = () => float64(particles, true);
  return {
    first,
    events,
    offsets: uint32(events + 1, true),
    pt: wide(),
    y: wide(),
    phi: wide(),
    mass: mass ? wide() : null,
    pid: pid ? int32(particles, true) : null,
    index: uint32(particles, true),
    extra: Object.fromEntries(extra.map((name) => [name, wide()])),
  };
}

/** Events from … to − 1 (the file's numbers) of columns that hold them; views, nothing is copied but the offsets. */
export function slice(columns: EventColumns, from: number, to: number): EventColumns {
  const { first, offsets, pt, y, phi, mass, pid, index, extra } = columns;
  const [a, b] = [Math.max(0, from - first), Math.min(columns.events, to - first)];
  if (a === 0 && b === columns.events) return columns;
  const [start, end] = [offsets[a], offsets[b]];
  return {
    first: first + a,
    events: b - a,
    offsets: offsets.slice(a, b + 1).map((offset) => offset - start),
    pt: pt.subarray(start, end),
    y: y.subarray(start, end),
    phi: phi.subarray(start, end),
    mass: mass?.subarray(start, end) ?? null,
    pid: pid?.subarray(start, end) ?? null,
    index: index.subarray(start, end),
    extra: Object.fromEntries(
      Object.entries(extra).map(([name, column]) => [name, column.subarray(start, end)]),
    ),
  };
}
