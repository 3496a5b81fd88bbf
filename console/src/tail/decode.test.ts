import { gzipSync } from 'node:zlib';
import { encode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { decodeAuto, hexDump, show } from './decode';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('bytes are taken for what they look like', () => {
  it.each([
    ['text', bytes('hello, wörld')],
    ['JSON', bytes('{"a":1}')],
    ['text', bytes('{not json')],
    ['CBOR', encode({ a: 1 })],
    ['gzip + JSON', new Uint8Array(gzipSync('{"a":1}'))],
    ['binary', new Uint8Array([0, 1, 2, 255])],
    ['text', new Uint8Array()],
  ])('%s', async (encoding, data) => {
    expect((await decodeAuto(data)).encoding).toBe(encoding);
  });
});

it('shows numbers beyond 2^53 as they were sent', async () => {
  const text = '{"id":49671234567890123456789012345678901234567890123456789012}';

  expect(await show(bytes(text), 'auto')).toBe(text);
});

it('shows a broken gzip as the bytes that it is', async () => {
  const broken = new Uint8Array(gzipSync('hello hello hello')).slice(0, 14);

  expect((await decodeAuto(broken)).encoding).toBe('binary');
});

it('dumps bytes with their offset and characters', () => {
  expect(hexDump(bytes('Millrace 2026: yes'))).toBe(
    '00000000  4d 69 6c 6c 72 61 63 65 20 32 30 32 36 3a 20 79  Millrace 2026: y\n00000010  65 73                                            es',
  );
});

it('says what a record is not', async () => {
  expect(await show(bytes('hello'), 'json')).toMatch(/no JSON/);
  expect(await show(bytes('hello'), 'gzip')).toMatch(/no gzip/);
});
