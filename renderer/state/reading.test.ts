import { expect, test } from 'vitest';
import type { Dataset, JobStatus } from '../../main/contract/index.ts';
import { contentWords, eventsText, leftOutWords, notYet, scanError, scanOf, scanWords } from './reading.ts';

const whole = { id: 'a', file: { name: 'a.npz' }, events: 12_000, particles: 600_000 } as Dataset;
const growing: Dataset = {
  ...whole,
  particles: null,
  paged: { events: 1000, state: 'reading', growing: true },
};
const counted: Dataset = { ...growing, paged: { events: 1000, state: 'reading', growing: false } };
const stopped: Dataset = { ...growing, paged: { events: 1000, state: 'stopped', growing: true } };
const scan = {
  id: 'j',
  kind: 'scan',
  dataset: 'a',
  state: 'running',
  done: 714,
  total: 2100,
  unit: 'MB',
  left: 12,
} as JobStatus;

test('what is known of a file is told as far as it is known', () => {
  expect(eventsText(whole)).toBe('12\u202f000');
  expect(eventsText(growing)).toBe('≥ 12\u202f000');
  expect(eventsText(counted)).toBe('12\u202f000');
  expect(contentWords(whole)).toBe('12\u202f000 events, 600\u202f000 particles');
  expect(contentWords(growing)).toBe('≥ 12\u202f000 events, particles being counted');
  expect(contentWords(counted)).toBe('12\u202f000 events, particles being counted');
  expect(contentWords(stopped)).toBe('≥ 12\u202f000 events, particles not counted');
});

test('the job that reads a file is found while it runs', () => {
  expect(scanOf([scan], growing)).toBe(scan);
  expect(scanOf([{ ...scan, dataset: 'b' }], growing)).toBeNull();
  expect(scanOf([{ ...scan, state: 'done' }], growing)).toBeNull();
  expect(scanOf([{ ...scan, kind: 'open' }], growing)).toBeNull();
  expect(scanWords(scan)).toBe('714 MB of 2.10 GB, 12 s left');
  expect(scanWords({ ...scan, left: null })).toBe('714 MB of 2.10 GB');
  expect(scanWords({ ...scan, done: 0, left: null })).toBe('2.10 GB');
  expect(scanWords({ ...scan, state: 'queued' })).toBe('waiting for a free worker');
});

test('why reading ended early is told of the last try', () => {
  const error = { code: 'bad-file', message: 'a.npz: no', hint: '' } as const;
  const failed: JobStatus = { ...scan, state: 'failed', error };
  expect(scanError([failed], stopped)).toBe(error);
  expect(scanError([{ ...scan, state: 'cancelled', error: null }, failed], stopped)).toBeNull();
  expect(scanError([failed], growing)).toBeNull();
});

test('work on all events waits only where it is not known how many there are', () => {
  expect(notYet(whole, null)).toBeNull();
  expect(notYet(counted, scan)).toBeNull();
  expect(notYet(growing, scan)).toBe(
    'a.npz is still being read (34 %): how many events it has is not known yet',
  );
  expect(notYet(growing, null)).toBe('a.npz is still being read: how many events it has is not known yet');
  expect(notYet(stopped, null)).toBe(
    'a.npz was not read to its end: how many events follow the first 12\u202f000 is not known. Read on, in the list of files',
  );
});

test('what was left out is told with its reasons', () => {
  expect(leftOutWords({ skipped: { 'status is not 1': 12_345, beam: 2, 'pT = 0': 0 } })).toBe(
    '12\u202f345 status is not 1, 2 beam',
  );
  expect(leftOutWords({ skipped: { 'pT = 0': 0 } })).toBeNull();
});
