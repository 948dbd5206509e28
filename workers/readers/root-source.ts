// The bytes of a ROOT file by their place, and the errors about them.

import { ReadError } from './errors.ts';
import { limits } from './limits.ts';

export interface Source {
  readonly name: string;
  readonly size: number;
  bytes(from: number, to: number): Promise<Uint8Array>;
}

/** Throws ReadError where `packed` bytes claim to hold far too many. */
export function checkSize(
  file: string,
  what: string,
  packed: number,
  unpacked: number,
  atAll: number = limits.columnBytes,
): void {
  const most = Math.min(atAll, Math.max(limits.pageFreeBytes, limits.inflateRatio * packed));
  if (unpacked >= 0 && unpacked <= most) return;
  throw broken(file, `${what} of ${packed} bytes claims to hold ${unpacked}, allowed are ${most}`);
}

export function broken(file: string, what: string): ReadError {
  return new ReadError('bad-file', `${file}: ${what}`, 'The file is damaged or cut short; get it again.');
}
