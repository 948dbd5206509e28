// What a writer throws; same fields as main/contract/errors.ts, which this folder may not import.

export class WriteError extends Error {
  readonly code: 'bad-argument' | 'too-large';
  readonly hint: string;

  constructor(code: 'bad-argument' | 'too-large', message: string, hint = '') {
    super(message);
    this.name = 'WriteError';
    this.code = code;
    this.hint = hint;
  }
}
