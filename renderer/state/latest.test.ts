import { expect, test } from 'vitest';
import { latest } from './latest.ts';

function desk() {
  const sent: { request: number; resolve: (answer: string) => void; reject: (error: unknown) => void }[] = [];
  const answers: string[] = [];
  const errors: unknown[] = [];
  const queue = latest<number, string>(
    (request) => new Promise((resolve, reject) => sent.push({ request, resolve, reject })),
    (answer) => answers.push(answer),
    (error) => errors.push(error),
  );
  return { sent, answers, errors, queue };
}
const settle = () => new Promise((resolve) => setTimeout(resolve));

test('one request flies, and of those asked for meanwhile only the last is sent', async () => {
  const { sent, answers, queue } = desk();
  for (const request of [1, 2, 3, 4]) queue.ask(request);
  expect(sent.map((one) => one.request)).toEqual([1]);
  expect(queue.busy).toBe(true);
  sent[0].resolve('one');
  await settle();
  expect(sent.map((one) => one.request)).toEqual([1, 4]);
  sent[1].resolve('four');
  await settle();
  expect(answers).toEqual(['one', 'four']);
  expect(queue.busy).toBe(false);
});

test('a dropped request’s answer is not delivered, the next one’s is', async () => {
  const { sent, answers, queue } = desk();
  queue.ask(1);
  queue.ask(2);
  queue.drop();
  queue.ask(3);
  sent[0].resolve('one');
  await settle();
  expect(sent.map((one) => one.request)).toEqual([1, 3]);
  sent[1].resolve('three');
  await settle();
  expect(answers).toEqual(['three']);
});

test('an error is told and does not stop what waits', async () => {
  const { sent, answers, errors, queue } = desk();
  queue.ask(1);
  queue.ask(2);
  sent[0].reject(new Error('no'));
  await settle();
  expect(errors).toEqual([new Error('no')]);
  sent[1].resolve('two');
  await settle();
  expect(answers).toEqual(['two']);
});
