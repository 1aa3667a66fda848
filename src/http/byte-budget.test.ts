import { expect, test } from 'vitest';
import { budgetFor, ByteBudget } from './byte-budget.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('later answers wait for room, the earliest never does', async () => {
  const budget = new ByteBudget(100);
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  await first.take(80);
  await first.take(80);
  const order: string[] = [];
  const waiting = [
    second.take(30).then(() => order.push('second')),
    third.take(30).then(() => order.push('third')),
  ];
  await turn();
  expect(order).toEqual([]);
  first.release();
  await Promise.all(waiting);
  expect(order).toEqual(['second', 'third']);
});

test('who waits and is released waits no longer, and leaves nothing behind', async () => {
  const budget = new ByteBudget(10);
  const [first, second, third] = [budget.open(), budget.open(), budget.open()];
  await first.take(10);
  const waiting = second.take(5);
  second.release();
  await waiting;
  first.release();
  first.release();
  await third.take(10);
  expect(budget.hasRoom(third, 0)).toBe(true);
});

test('follows the memory that the process may use', () => {
  expect(budgetFor(512 * 2 ** 20)).toBe(64 * 2 ** 20);
  expect(budgetFor(undefined)).toBe(32 * 2 ** 20);
  expect(budgetFor(1)).toBe(8 * 2 ** 20);
});
