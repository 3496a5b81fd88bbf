import { expect, it } from 'vitest';
import { base64, dataOf } from './encode';

it('sends text as UTF-8', () => {
  expect(dataOf('text', 'wörld')).toBe(Buffer.from('wörld').toString('base64'));
});

it('sends JSON as it was typed, numbers beyond 2^53 too', () => {
  const typed = '{ "id": 49671234567890123456 }';

  expect(Buffer.from(dataOf('json', typed), 'base64').toString()).toBe(typed);
});

it('refuses what is no JSON and no base64, with words', () => {
  expect(() => dataOf('json', '{')).toThrow(/no JSON/);
  expect(() => dataOf('base64', '%%%')).toThrow(/no base64/);
});

it('encodes a file of many bytes', () => {
  const bytes = new Uint8Array(1_000_000).map((_, i) => i);

  expect(base64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
});
