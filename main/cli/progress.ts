// Progress on stderr: amounts, rate, time left. Redrawn in place on a terminal; elsewhere a line now and then, and only
// once the work has turned out to be long. Never on stdout.

import type { Io } from './io.ts';

/** Milliseconds between redraws on a terminal, between lines elsewhere, and before the first of each. */
const TERMINAL = { every: 200, after: 500 } as const;
const LINES = { every: 30_000, after: 10_000 } as const;

export interface Progress {
  /** `total` is null where it is not known. */
  update(done: number, total: number | null): void;
  /** Takes the line off the terminal. */
  end(): void;
}

export function createProgress(io: Io, title: string, unit: string, scale = 1): Progress {
  const { every, after } = io.terminal ? TERMINAL : LINES;
  const start = io.now();
  let base: number | null = null;
  let shown = start + after - every;
  let drawn = false;
  return {
    update(done, total) {
      base ??= done;
      const now = io.now();
      if (now - shown < every) return;
      shown = now;
      const rate = (done - base) / ((now - start) / 1000);
      const line = `${title}: ${amounts(done * scale, total === null ? null : total * scale, rate * scale, unit)}`;
      io.stderr(io.terminal ? `\r\u001b[2K${line}` : `${line}\n`);
      drawn = true;
    },
    end() {
      if (io.terminal && drawn) io.stderr('\r\u001b[2K');
      drawn = false;
    },
  };
}

/** "120 of 10000 events · 41 events/s · 4 min left". */
export function amounts(done: number, total: number | null, rate: number, unit: string): string {
  const parts = [total === null ? `${amount(done)} ${unit}` : `${amount(done)} of ${amount(total)} ${unit}`];
  if (rate > 0) parts.push(`${amount(rate)} ${unit}/s`);
  if (rate > 0 && total !== null) parts.push(`${duration((total - done) / rate)} left`);
  return parts.join(' · ');
}

function amount(value: number): string {
  return Number.isInteger(value) || value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}

export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
