import { expect, test } from 'vitest';
import { checkCondition } from './condition.ts';
import { FrameError } from './errors.ts';

test.each([
  'tau21 < 0.5',
  '(a < 1) or (b > 2 and "3-ringiness" is not null)',
  "name = 'a;b)--'",
  "x = 'it''s)'",
  '"a "" ; b" > 1',
])('%s may stand between parentheses', (text) => {
  expect(() => checkCondition(text)).not.toThrow();
});

test.each([
  ['a > 1) union select 1 from (top', 'the parenthesis at place 6 closes none'],
  ['a > 1; drop table top', 'a semicolon has no place in it'],
  ['a > 1 -- b', 'comments (--) have no place in it'],
  ['a > 1 /* b', 'comments (/*) have no place in it'],
  ['(a > 1', 'a parenthesis is not closed'],
  ['((a > 1', '2 parentheses are not closed'],
  ["a = 'b", "the quotation mark ' at place 5 has no other end"],
  ['$$a', '$ has no place in it'],
])('%s is refused', (text, what) => {
  expect(() => checkCondition(text)).toThrow(new FrameError('bad-argument', `condition ${text}: ${what}`));
});

test('an empty one is refused', () => {
  expect(() => checkCondition(' ')).toThrow(
    new FrameError('bad-argument', 'the condition is empty, needed is one like tau21 < 0.5'),
  );
});
