// The clock of the animated transport: how far it is after some milliseconds, and in which order a recording shows it.

/** Seconds from one event to the other at speed 1. */
export const SECONDS = 4;
export const SPEEDS = [0.25, 0.5, 1, 2] as const;
/** Frames a second of a recording, and how long it rests at either end, s. */
export const RECORDING = { rate: 30, rest: 0.5 } as const;

/** Where the transport is `ms` later; it stays at 1. */
export function advance(t: number, ms: number, speed: number): number {
  return Math.min(1, t + (ms / 1000 / SECONDS) * speed);
}

/** The times of a recording's frames: a rest at the first event, evenly to the second, a rest there. */
export function frameTimes(speed: number): number[] {
  const rest = Math.round(RECORDING.rate * RECORDING.rest);
  const steps = Math.max(1, Math.round((RECORDING.rate * SECONDS) / speed));
  const way = Array.from({ length: steps + 1 }, (_, k) => k / steps);
  return [...Array<number>(rest).fill(0), ...way, ...Array<number>(rest).fill(1)];
}
