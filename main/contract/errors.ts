// One wording everywhere: subject, offending value, allowed values; then what to do.

export const ERROR_CODES = [
  'bad-argument',
  'bad-file',
  'not-found',
  'no-permission',
  'too-large',
  'cancelled',
  'worker-died',
  'unsupported',
  'unauthorised',
  'internal',
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

export interface ErrorData {
  readonly code: ErrorCode;
  /** One line, e.g. "top.npz: X has shape (100, 200, 2), needed is (events, particles, ≥ 3)". */
  readonly message: string;
  /** What the user can do about it, one sentence; empty where the message says it all. */
  readonly hint: string;
}

export class RingsideError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;

  constructor(code: ErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'RingsideError';
    this.code = code;
    this.hint = hint;
  }

  toData(): ErrorData {
    return { code: this.code, message: this.message, hint: this.hint };
  }

  /** Anything thrown, as an error that may be shown; unknown errors keep their message, never their stack. */
  static from(error: unknown): RingsideError {
    if (error instanceof RingsideError) return error;
    if (
      typeof error === 'object' &&
      error !== null &&
      'code' in error &&
      'message' in error &&
      'hint' in error
    ) {
      const { code, message, hint } = error as Record<string, unknown>;
      if ((ERROR_CODES as readonly unknown[]).includes(code)) {
        return new RingsideError(code as ErrorCode, String(message), String(hint));
      }
    }
    return new RingsideError('internal', error instanceof Error ? error.message : String(error));
  }
}
