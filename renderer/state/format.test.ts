import { describe, expect, test } from 'vitest';
import * as format from './format.ts';

describe('numbers on the screen', () => {
  test('bear a true minus, and never a negative zero', () => {
    expect(format.angle(-0.8504)).toBe('−0.850');
    expect(format.angle(-0.0001)).toBe('0.000');
    expect(format.extent(0.00065)).toBe('0.00065');
    expect(format.extent(0.34312)).toBe('0.343');
    expect(format.extent(0)).toBe('0');
    expect(format.extent(4e-6)).toBe('< 0.00001');
    expect(format.extent(6e-6)).toBe('0.00001');
    expect(format.parameter({ kind: 'length' }, 0.0031)).toBe('0.00310');
    expect(format.parameter({ kind: 'azimuth' }, 0.0031)).toBe('0.003');
    expect(format.parameter({ kind: 'weight' }, 0.3421)).toBe('34.2 %');
    expect(format.extent(Number.NaN)).toBe('–');
    expect(format.emd(0.20071)).toBe('0.2007');
    expect(format.gev(Number.NaN)).toBe('–');
    expect(format.rapidity(-2.5)).toBe('−2.500');
    expect(format.rapidity(-1e5)).toBe('–');
  });
  test('small ones are powers of ten', () => {
    expect(format.tiny(2.1e-13)).toBe('2 × 10⁻¹³');
    expect(format.tiny(-2.1e-13)).toBe('−2 × 10⁻¹³');
    expect(format.tiny(0)).toBe('0');
    expect(format.tiny(0.25)).toBe('0.2500');
  });
  test('large ones are grouped by thousands', () => {
    expect(format.count(1234567)).toBe('1\u202f234\u202f567');
    expect(format.count(999)).toBe('999');
    expect(format.count(-1000)).toBe('−1\u202f000');
  });
  test('shares, sizes and times carry their unit', () => {
    expect(format.percent(1)).toBe('100 %');
    expect(format.percent(0.4512)).toBe('45.1 %');
    expect(format.bytes(812)).toBe('812 B');
    expect(format.bytes(81_200)).toBe('81.2 kB');
    expect(format.bytes(81_200_000)).toBe('81.2 MB');
    expect(format.amounts(1.2, 8, 'MB')).toBe('1.2 MB of 8.0 MB');
    expect(format.amounts(0.0004, 0, 'MB')).toBe('400 B');
    expect(format.amounts(95, 200, 'events')).toBe('95 of 200 events');
    expect(format.amounts(7, 0, 'iterations')).toBe('7 iterations');
    const job = { state: 'running', done: 95, total: 200, unit: 'pairs', rate: 40, left: 3 } as const;
    expect(format.progressWords(job)).toBe('95 of 200 pairs · 40 a second · 3.0 s left');
    expect(format.progressWords({ ...job, unit: 'MB', left: null })).toBe(
      '95.0 MB of 200 MB · 40 MB a second',
    );
    expect(format.progressWords({ ...job, state: 'queued' })).toBe('waiting for a free worker');
    expect(format.duration(0.31)).toBe('0.3 s');
    expect(format.duration(80)).toBe('80 s');
    expect(format.duration(600)).toBe('10 min');
    expect(format.duration(7200)).toBe('2.0 h');
    expect(format.rate(112.4)).toBe('112');
    expect(format.rate(0.25)).toBe('0.25');
    expect(format.milliseconds(9.81)).toBe('9.8 ms');
    expect(format.milliseconds(12_000)).toBe('12.0 s');
  });
});

test('what goes with a value has its digits', () => {
  const length = { kind: 'length' } as const;
  expect(format.beside(length, 0.176)(0.00283)).toBe('0.003');
  expect(format.beside(length, 0.176)(0.0002)).toBe('< 0.001');
  expect(format.beside(length, 0.0071)(0.00283)).toBe('0.00283');
  expect(format.beside({ kind: 'weight' }, 0.2)(0.012)).toBe('1.2 %');
});

test('an expression becomes part of a file’s name', () => {
  expect(format.fileWord('ring')).toBe('ring');
  expect(format.fileWord('3*(ellipse+point)+pileup')).toBe('3x-ellipse+point-+pileup');
});

test('a long name keeps both ends', () => {
  expect(format.short('events.npz')).toBe('events.npz');
  expect(format.short(`${'a'.repeat(60)}.npz`)).toBe(`${'a'.repeat(19)}…${'a'.repeat(15)}.npz`);
});
