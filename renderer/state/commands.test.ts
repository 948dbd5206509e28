import { expect, test } from 'vitest';
import { type Command, commandFor, keyLabel, matches, type Stroke, search } from './commands.ts';

const stroke = (key: string, held: Partial<Stroke> = {}): Stroke => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
});

test('a key is matched with exactly the keys held', () => {
  expect(matches('mod+z', stroke('z', { ctrlKey: true }), false)).toBe(true);
  expect(matches('mod+z', stroke('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(false);
  expect(matches('mod+shift+z', stroke('Z', { ctrlKey: true, shiftKey: true }), false)).toBe(true);
  expect(matches('mod+z', stroke('z', { metaKey: true }), false)).toBe(false);
  expect(matches('mod+z', stroke('z', { metaKey: true }), true)).toBe(true);
  expect(matches('n', stroke('n', { ctrlKey: true }), false)).toBe(false);
  expect(matches('arrowright', stroke('ArrowRight'), false)).toBe(true);
});

test('a sign is matched on every keyboard', () => {
  expect(matches('?', stroke('?', { shiftKey: true }), false)).toBe(true);
  expect(matches('?', stroke('?'), false)).toBe(true);
  expect(matches('+', stroke('+', { shiftKey: true }), false)).toBe(true);
});

test('keys are written as the platform writes them', () => {
  expect(keyLabel('mod+shift+z', false)).toBe('Ctrl Shift Z');
  expect(keyLabel('mod+shift+z', true)).toBe('⇧⌘Z');
  expect(keyLabel('arrowleft', false)).toBe('←');
  expect(keyLabel('?', false)).toBe('?');
});

const command = (id: string, title: string, keys: string[] = [], words = ''): Command => ({
  id,
  title,
  group: 'View',
  keys,
  words,
  run: () => {},
});

test('the palette puts beginnings first and finds letters in order', () => {
  const all = [
    command('a', 'Go to event…'),
    command('b', 'Fit all events…'),
    command('c', 'Show the potential', [], 'heatmap'),
  ];
  expect(search(all, 'fit').map((one) => one.id)).toEqual(['b']);
  expect(search(all, 'event').map((one) => one.id)).toEqual(['a', 'b']);
  expect(search(all, 'heatmap').map((one) => one.id)).toEqual(['c']);
  expect(search(all, 'gte').map((one) => one.id)).toEqual(['a']);
  expect(search(all, 'zzz')).toEqual([]);
  expect(search(all, '  ')).toEqual(all);
});

test('a key press finds its command', () => {
  const all = [command('a', 'A', ['n']), command('b', 'B', ['mod+k', 'p'])];
  expect(commandFor(all, stroke('p'), false)?.id).toBe('b');
  expect(commandFor(all, stroke('x'), false)).toBeUndefined();
});
