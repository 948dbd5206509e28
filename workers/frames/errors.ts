// What a question to a frame throws. Same fields as main/contract/errors.ts, which this folder may not import.

export type FrameErrorCode = 'bad-argument' | 'not-found' | 'too-large' | 'cancelled' | 'unsupported';

export class FrameError extends Error {
  readonly code: FrameErrorCode;
  readonly hint: string;

  constructor(code: FrameErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'FrameError';
    this.code = code;
    this.hint = hint;
  }
}
