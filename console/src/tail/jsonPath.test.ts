import { describe, expect, it } from 'vitest';
import { parseJsonTest } from './jsonPath';

const order = {
  customer: { country: 'DE', 'full name': 'A B' },
  items: [{ price: 5 }, { price: 12 }],
  total: 17,
  error: null,
};

describe('a JSON path', () => {
  it.each([
    ['$.customer.country == "DE"', true],
    ['$.customer.country == DE', true],
    ['$.customer[\'full name\'] contains "a"', true],
    ['$.customer.country != "DE"', false],
    ['$.items[0].price == 5', true],
    ['$.items[-1].price == 12', true],
    ['$.items[*].price > 10', true],
    ['$.items[*].price > 12', false],
    ['$.total >= 17', true],
    ['$.total < "18"', false],
    ['$.error', true],
    ['$.nothing', false],
    ['$.customer.constructor', false],
    ['$', true],
  ])('%s of an order: %s', (text, expected) => {
    expect(parseJsonTest(text)(order)).toBe(expected);
  });

  it.each(['customer.country == 1', '$.a ~ 3', '$.a =='])('that is none is refused with words: %s', (text) => {
    expect(() => parseJsonTest(text)).toThrow(/path|read/);
  });
});
