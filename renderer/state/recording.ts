// An animation (a transport, a fit that settles) as a file: a zip of PNG frames, made frame by frame; or a WebM film by the browser's own encoder,
// which records a canvas while it plays and so takes as long as the film.

import { zipSync } from 'fflate';
import type { NamedBytes } from '../../main/contract/index.ts';
import type { Figure } from '../../workers/figure/types.ts';
import { paint } from '../draw/canvas.ts';

export interface Recorded {
  /** What each frame shows, in order; equal neighbours are one picture. */
  readonly times: readonly number[];
  readonly figureAt: (time: number) => Figure;
  /** Frames a second of a film. */
  readonly rate: number;
  /** Pixels a point. */
  readonly scale: number;
  readonly name: string;
  /** Throws to end the recording. */
  readonly onFrame: (done: number, total: number) => void;
}

/** The browser's name for a film that it can write; null where it can write none. */
export function filmType(): string | null {
  if (typeof MediaRecorder === 'undefined') return null;
  const types = ['video/webm;codecs=vp9', 'video/webm;codecs=vp8', 'video/webm'];
  return types.find((type) => MediaRecorder.isTypeSupported(type)) ?? null;
}

/** frame-0000.png, … in a zip. They are stored as they are: PNG is compressed already. */
export async function pngFrames(recorded: Recorded): Promise<NamedBytes> {
  const { times } = recorded;
  const canvas = document.createElement('canvas');
  const files: Record<string, [Uint8Array, { level: 0 }]> = {};
  let last = Number.NaN;
  let bytes: Uint8Array = new Uint8Array();
  for (const [i, t] of times.entries()) {
    if (t !== last) {
      paint(canvas, recorded.figureAt(t), recorded.scale);
      bytes = await pngOf(canvas);
      last = t;
    }
    files[`frame-${String(i).padStart(4, '0')}.png`] = [bytes, { level: 0 }];
    recorded.onFrame(i + 1, times.length);
  }
  return { name: `${recorded.name}.zip`, type: 'application/zip', bytes: zipSync(files) };
}

/** The encoder tells what it has this often, ms; this much is no more than a file's head, bytes. */
const SLICE = 100;
const HEAD = 1000;
/** An encoder that has made nothing of the first frame after so long, ms, will not come. */
const PATIENCE = 20_000;

/** Throws Error where the browser cannot record. */
export async function film(recorded: Recorded): Promise<NamedBytes> {
  const type = filmType();
  if (type === null) throw new Error('this browser has no encoder for WebM: save PNG frames instead');
  const { times, rate } = recorded;
  const canvas = document.createElement('canvas');
  paint(canvas, recorded.figureAt(times[0]), recorded.scale);
  const stream = canvas.captureStream(rate);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: 8_000_000 });
  const parts: Blob[] = [];
  let received = 0;
  recorder.ondataavailable = ({ data }) => {
    parts.push(data);
    received += data.size;
  };
  const ended = new Promise<void>((done, fail) => {
    recorder.onstop = () => done();
    recorder.onerror = (event) => fail(new Error(`the film was not recorded: ${event.type}`));
  });
  recorder.start(SLICE);
  try {
    // On a busy machine the encoder takes seconds to start: the film waits at its first frame until it has.
    const began = performance.now();
    while (received < HEAD) {
      if (performance.now() - began > PATIENCE) {
        throw new Error('the film was not recorded, the encoder did not start: save PNG frames instead');
      }
      paint(canvas, recorded.figureAt(times[0]), recorded.scale);
      recorded.onFrame(0, times.length);
      await nextFrame(rate);
    }
    const start = performance.now();
    // A slow machine leaves frames out rather than making the film longer.
    for (let i = 0; i < times.length; ) {
      paint(canvas, recorded.figureAt(times[i]), recorded.scale);
      recorded.onFrame(i + 1, times.length);
      await nextFrame(rate);
      i = Math.max(i + 1, Math.floor(((performance.now() - start) / 1000) * rate));
    }
    paint(canvas, recorded.figureAt(times[times.length - 1]), recorded.scale);
    await nextFrame(rate);
  } finally {
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  }
  await ended;
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  return { name: `${recorded.name}.webm`, type: 'video/webm', bytes };
}

const nextFrame = (rate: number) => new Promise((done) => setTimeout(done, 1000 / rate));

function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  return new Promise((done, fail) => {
    canvas.toBlob((blob) => {
      if (!blob) fail(new Error(`a frame of ${canvas.width} × ${canvas.height} pixels could not be made`));
      else void blob.arrayBuffer().then((buffer) => done(new Uint8Array(buffer)), fail);
    }, 'image/png');
  });
}
