/** What the demo generator can make up. */
export type DemoKind = 'orders' | 'clicks' | 'sensors';

export interface DemoRecord {
  key: string;
  value: object;
}

const PRODUCTS = [
  { sku: 'TEA-01', name: 'Assam, 250 g', cents: 890 },
  { sku: 'TEA-02', name: 'Sencha, 100 g', cents: 1290 },
  { sku: 'MUG-07', name: 'Mug, blue', cents: 1450 },
  { sku: 'POT-03', name: 'Teapot, cast iron', cents: 5900 },
  { sku: 'TIN-11', name: 'Tin, large', cents: 720 },
];
const COUNTRIES = ['DE', 'FR', 'NL', 'PL', 'US', 'JP', 'BR', 'IN'];
const PAGES = ['/', '/tea', '/mugs', '/cart', '/checkout', '/search'];

/** A generator of numbers from 0 to 1 that gives the same ones for the same seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Picks one of many keys.
 *
 * @param skew 0: all alike; 1: half of the records have one key, a quarter the next, and so on; in between: so much of each
 */
export function pick(keys: number, skew: number, next: () => number): number {
  if (next() >= skew) return Math.floor(next() * keys);
  let key = 0;
  while (key < keys - 1 && next() < 0.5) key++;
  return key;
}

function of<T>(list: readonly T[], next: () => number): T {
  return list[Math.floor(next() * list.length)]!;
}

export function demoRecord(kind: DemoKind, keys: number, skew: number, next: () => number, now: number): DemoRecord {
  const key = pick(keys, skew, next);
  const at = new Date(now).toISOString();
  switch (kind) {
    case 'orders': {
      const product = of(PRODUCTS, next);
      const quantity = 1 + Math.floor(next() * 4);
      return {
        key: `customer-${key}`,
        value: {
          type: 'order',
          at,
          customer: { id: key, country: of(COUNTRIES, next) },
          item: { sku: product.sku, name: product.name, quantity },
          totalCents: product.cents * quantity,
        },
      };
    }
    case 'clicks':
      return {
        key: `visitor-${key}`,
        value: {
          type: 'click',
          at,
          visitor: key,
          page: of(PAGES, next),
          milliseconds: Math.round(20 + next() * next() * 900),
        },
      };
    case 'sensors':
      return {
        key: `sensor-${key}`,
        value: {
          type: 'reading',
          at,
          sensor: key,
          celsius: Math.round((18 + 6 * Math.sin(now / 60_000 + key) + next()) * 100) / 100,
          volts: Math.round((3.1 + next() * 0.4) * 1000) / 1000,
        },
      };
  }
}
