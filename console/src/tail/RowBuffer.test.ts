import { expect, it } from 'vitest';
import type { Row } from './protocol';
import { RowBuffer } from './RowBuffer';

function rows(first: number, count: number, size = 10): Row[] {
  return Array.from({ length: count }, (_, i) => ({ id: first + i, at: first + i, data: new Uint8Array(size) }) as Row);
}

it('keeps the newest rows and no more than its number', () => {
  const buffer = new RowBuffer(5);

  buffer.add(rows(1, 4));
  buffer.add(rows(5, 3));

  expect(buffer.newestFirst().map((row) => row.id)).toEqual([7, 6, 5, 4, 3]);
});

it('keeps no more bytes than it may, however few rows these are', () => {
  const buffer = new RowBuffer(100, 1_000);

  for (let i = 0; i < 50; i++) buffer.add(rows(i, 1, 300));

  expect(buffer.newestFirst().map((row) => row.id)).toEqual([49, 48, 47]);
});

it('keeps a row that alone is larger than it may be', () => {
  const buffer = new RowBuffer(100, 1_000);

  buffer.add(rows(1, 1, 5_000));

  expect(buffer.newestFirst()).toHaveLength(1);
});

it('puts records of different shards in the order of their arrival', () => {
  const buffer = new RowBuffer();
  const row = (id: number, at: number) => ({ id, at, data: new Uint8Array() }) as Row;

  buffer.add([row(1, 10), row(2, 30)]);
  buffer.add([row(3, 20), row(4, 30)]);

  expect(buffer.newestFirst().map((each) => each.id)).toEqual([4, 2, 3, 1]);
});
