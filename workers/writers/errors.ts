// What a writer throws; same fields as main/contract/errors.ts, which this folder may not import.

export type WriteErrorCode = 'bad-argument' | 'too-large' | 'no-permission';

export class WriteError extends Error {
  readonly code: WriteErrorCode;
  readonly hint: string;

  constructor(code: WriteErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'WriteError';
    this.code = code;
    this.hint = hint;
  }
}
