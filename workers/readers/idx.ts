// IDX, the format of MNIST's images (Y. LeCun, C. Cortes, C. Burges: "THE IDX FILE FORMAT"): two zero bytes, a type, the number of
// axes, the length of each, and then the values, all big-endian.
// An image is an event and each pixel that is not zero a particle: pT is its value as it stands. It is drawn as it looks: columns
// run along y, rows along φ with row 0 at the top. Pixels are squares, and the longer side of the image spans WINDOW:
// about a jet's width, so that what is made for jets (radii, 1 rad as the unit of the EMD) has a sensible size, and far from φ = π.

import { ReadError } from './errors.ts';
import { bytesAt, type Input } from './input.ts';
import { limits } from './limits.ts';
import { chosenMapping } from './mapping.ts';
import { type Block, type Format, feed, type RandomAccess, type RawTable, type RowSink } from './table.ts';
import type { Mapping } from './types.ts';
import { wholeRecords } from './whole-records.ts';

/** Where the longer side of an image ends in y or φ, rad: it spans [−WINDOW, WINDOW]. */
export const WINDOW = 0.8;
/** Bytes that a block is made of, at least one image. */
const BLOCK_BYTES = 2 ** 20;
const COLUMNS = ['pt', 'y', 'phi'];
const MAPPING: Mapping = { roles: ['pt', 'y', 'phi'], energyUnit: 'GeV' };

interface Type {
  readonly bytes: number;
  readonly at: (view: DataView, byte: number) => number;
}

const TYPES: ReadonlyMap<number, Type> = new Map([
  [0x08, { bytes: 1, at: (view: DataView, byte: number) => view.getUint8(byte) }],
  [0x09, { bytes: 1, at: (view: DataView, byte: number) => view.getInt8(byte) }],
  [0x0b, { bytes: 2, at: (view: DataView, byte: number) => view.getInt16(byte) }],
  [0x0c, { bytes: 4, at: (view: DataView, byte: number) => view.getInt32(byte) }],
  [0x0d, { bytes: 4, at: (view: DataView, byte: number) => view.getFloat32(byte) }],
  [0x0e, { bytes: 8, at: (view: DataView, byte: number) => view.getFloat64(byte) }],
]);

/** Images of one size, one after the other from `start` on. */
interface Images {
  readonly type: Type;
  readonly start: number;
  readonly images: number;
  readonly rows: number;
  readonly columns: number;
  /** Of one image. */
  readonly bytes: number;
}

export function isIdx(head: Uint8Array): boolean {
  return (
    head.length >= 8 && head[0] === 0 && head[1] === 0 && TYPES.has(head[2]) && head[3] > 0 && head[3] < 9
  );
}

export const idx: Format = {
  name: 'idx',
  async open(input, options) {
    const found = imagesOf(input);
    const mapping = chosenMapping(input.name, options, COLUMNS.length, 'GeV') ?? MAPPING;
    const { rows, columns } = found;
    return {
      format: 'idx',
      collection: 'images',
      collections: [],
      columns: COLUMNS,
      mapping,
      reason: `An image of ${rows} × ${columns} pixels is an event: pT is a pixel’s value, y its column and φ its row, the longer side from −${WINDOW} to ${WINDOW}.`,
      numeric: [true, true, true],
      rows: (sink) => readAll(input, found, sink),
      random: accessOf(input, found),
    } satisfies RawTable;
  },
};

/** Throws ReadError before anything is allocated by what the header promises. */
function imagesOf({ name, head, size }: Input): Images {
  const bad = (what: string, hint = '') => new ReadError('bad-file', `${name}${what}`, hint);
  const type = TYPES.get(head[2]);
  const axes = head[3];
  const start = 4 + 4 * axes;
  if (!type || head.length < start) throw bad(' ends inside its header');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const lengths = Array.from({ length: axes }, (_, axis) => view.getUint32(4 + 4 * axis));
  if (axes === 1) {
    throw bad(
      `: it is a list of ${lengths[0]} labels, needed are images`,
      'Open the file of images beside it, such as train-images-idx3-ubyte.',
    );
  }
  if (axes > 3) {
    throw new ReadError(
      'unsupported',
      `${name} has ${axes} axes (${lengths.join(', ')}), allowed are 3: images, rows, columns`,
    );
  }
  const [rows, columns] = lengths.slice(-2);
  const images = axes === 3 ? lengths[0] : 1;
  const pixels = BigInt(rows) * BigInt(columns);
  if (pixels > BigInt(limits.eventParticles)) {
    throw new ReadError(
      'too-large',
      `${name}: an image has ${pixels} pixels, allowed are ${limits.eventParticles}`,
    );
  }
  const promised = pixels * BigInt(images) * BigInt(type.bytes);
  const left = BigInt(size === null ? limits.inflateBytes : Math.max(0, size - start));
  if (promised > left) {
    const most = size === null ? 'allowed are' : 'the file has';
    throw bad(
      ` of ${lengths.join(' × ')} pixels promises ${promised} bytes, ${most} ${left}`,
      'The file is cut short or damaged.',
    );
  }
  if (pixels === 0n && images > limits.events) {
    throw new ReadError('too-large', `${name} has ${images} empty images, allowed are ${limits.events}`);
  }
  return { type, start, images, rows, columns, bytes: Number(pixels) * type.bytes };
}

function accessOf({ name, size, slice }: Input, found: Images): RandomAccess | undefined {
  const { start, images, bytes } = found;
  if (!slice || size === null || bytes === 0) return undefined;
  const atOnce = Math.max(1, Math.floor(BLOCK_BYTES / bytes));
  const file = { size, slice };
  async function* blocks(from: number, to: number): AsyncGenerator<Block> {
    for (let first = from; first < to; first += atOnce) {
      const last = Math.min(to, first + atOnce);
      const read = await bytesAt(file, start + first * bytes, start + last * bytes);
      if (read.length < (last - first) * bytes)
        throw short(name, first + Math.floor(read.length / bytes), images);
      yield blockOf(new DataView(read.buffer, read.byteOffset, read.byteLength), last - first, found);
    }
  }
  return { events: images, blocks };
}

function short(name: string, image: number, images: number): ReadError {
  return new ReadError(
    'bad-file',
    `${name} ends inside image ${image} of ${images}`,
    'The file is cut short; get it again.',
  );
}

async function* readAll({ name, stream }: Input, found: Images, sink: RowSink): AsyncGenerator<void> {
  const { start, images, bytes } = found;
  if (bytes === 0) {
    for (let image = 0; image < images && !sink.done; image++) {
      sink.endEvent();
      if (image % 1024 === 0) yield;
    }
    return;
  }
  const records = { label: `${name}: the list of images`, start, bytes: images * bytes, recordBytes: bytes };
  for await (const view of wholeRecords(stream(), records)) {
    feed(blockOf(view, view.byteLength / bytes, found), sink);
    yield;
    if (sink.done) return;
  }
}

/** Pixels that are zero are no particles; a particle's place is its pixel's. */
function blockOf(view: DataView, images: number, { type, rows, columns }: Images): Block {
  const pixels = rows * columns;
  const counts = new Uint32Array(images);
  const places = new Uint32Array(images * pixels);
  const pt = new Float64Array(images * pixels);
  const y = new Float64Array(images * pixels);
  const phi = new Float64Array(images * pixels);
  const pitch = (2 * WINDOW) / Math.max(rows, columns);
  let kept = 0;
  for (let image = 0; image < images; image++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      const value = type.at(view, (image * pixels + pixel) * type.bytes);
      if (value === 0) continue;
      pt[kept] = value;
      y[kept] = ((pixel % columns) - (columns - 1) / 2) * pitch;
      phi[kept] = ((rows - 1) / 2 - Math.floor(pixel / columns)) * pitch;
      places[kept++] = pixel;
      counts[image]++;
    }
  }
  return {
    counts,
    columns: [pt, y, phi].map((column) => column.subarray(0, kept)),
    places: places.subarray(0, kept),
  };
}
