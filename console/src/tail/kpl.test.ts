import { expect, it } from 'vitest';
import { deaggregate, isAggregated } from './kpl';

function message(number: number, bytes: number[]): number[] {
  return [(number << 3) | 2, bytes.length, ...bytes];
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}

function aggregated(...fields: number[][]): Uint8Array {
  return new Uint8Array([0xf3, 0x89, 0x9a, 0xc2, ...fields.flat(), ...new Array<number>(16).fill(0)]);
}

it('opens an aggregated record into its user records, each with its key', () => {
  const data = aggregated(
    message(1, text('first')),
    message(1, text('second')),
    message(3, [0x08, 0, ...message(3, text('one'))]),
    message(3, [0x08, 1, ...message(3, text('two'))]),
  );

  const records = deaggregate(data)!;

  expect(records.map((record) => record.key)).toEqual(['first', 'second']);
  expect(records.map((record) => new TextDecoder().decode(record.data))).toEqual(['one', 'two']);
});

it('leaves a record alone that only begins like one', () => {
  const data = new Uint8Array([0xf3, 0x89, 0x9a, 0xc2, 0xff, 0xff, 0xff, ...new Array<number>(16).fill(1)]);

  expect(isAggregated(data)).toBe(true);
  expect(deaggregate(data)).toBeNull();
});
