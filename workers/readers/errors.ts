// What a reader throws. Same fields as main/contract/errors.ts, which this folder may not import:
// subject, offending value, what is needed; then what to do.

export type ReadErrorCode =
  | 'bad-file'
  | 'bad-argument'
  | 'not-found'
  | 'no-permission'
  | 'too-large'
  | 'cancelled'
  | 'unsupported';

export class ReadError extends Error {
  readonly code: ReadErrorCode;
  readonly hint: string;

  constructor(code: ReadErrorCode, message: string, hint = '') {
    super(message);
    this.name = 'ReadError';
    this.code = code;
    this.hint = hint;
  }
}

const FILE_ERRORS: Readonly<Record<string, readonly [ReadErrorCode, string, string]>> = {
  ENOENT: [
    'not-found',
    'there is no such file',
    'Check the path; relative ones start at the current folder.',
  ],
  ENOTDIR: ['not-found', 'there is no such file', 'A part of the path is a file, not a folder.'],
  EACCES: ['no-permission', 'reading it is not permitted', 'Ask the owner for read permission.'],
  EPERM: ['no-permission', 'reading it is not permitted', 'Ask the owner for read permission.'],
  EISDIR: ['bad-file', 'it is a folder, needed is a file', 'Open one of the files in it.'],
  ELOOP: ['bad-file', 'its symbolic links lead in a circle', ''],
  ENAMETOOLONG: ['bad-argument', 'the name is too long', ''],
};

/** An error of the file system (or of an inflater) as a ReadError about `subject`. */
export function fromSystem(subject: string, error: unknown): ReadError {
  if (error instanceof ReadError) return error;
  const code = errorCode(error);
  const known = Object.hasOwn(FILE_ERRORS, code) ? FILE_ERRORS[code] : undefined;
  if (known) return new ReadError(known[0], `${subject}: ${known[1]}`, known[2]);
  const text = error instanceof Error ? error.message : String(error);
  return new ReadError('bad-file', `${subject}: reading failed (${text})`);
}

export function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
