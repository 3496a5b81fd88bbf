import { expect, it } from 'vitest';
import { lines } from './lines';

function stream(...pieces: Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
}

async function all(source: ReadableStream<Uint8Array>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines(source)) found.push(line);
  return found;
}

it('puts lines together that the network cut, even inside a letter', async () => {
  const bytes = new TextEncoder().encode('{"a":"ü"}\n{"b":2}\n');

  expect(await all(stream(bytes.slice(0, 7), bytes.slice(7, 12), bytes.slice(12)))).toEqual(['{"a":"ü"}', '{"b":2}']);
});

it('leaves out a line that was cut off by the end', async () => {
  expect(await all(stream(new TextEncoder().encode('{"a":1}\n{"b":')))).toEqual(['{"a":1}']);
});
