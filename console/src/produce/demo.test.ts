import { expect, it } from 'vitest';
import { demoRecord, pick, random } from './demo';

function shareOfFirst(skew: number): number {
  const next = random(7);
  let first = 0;
  for (let i = 0; i < 20_000; i++) if (pick(100, skew, next) === 0) first++;
  return first / 20_000;
}

it('spreads keys evenly without skew', () => {
  expect(shareOfFirst(0)).toBeCloseTo(0.01, 2);
});

it('gives one key half of the records with the whole skew', () => {
  expect(shareOfFirst(1)).toBeCloseTo(0.5, 1);
});

it('makes the same records for the same seed', () => {
  expect(demoRecord('orders', 10, 0.5, random(3), 0)).toEqual(demoRecord('orders', 10, 0.5, random(3), 0));
});
