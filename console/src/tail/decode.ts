import { decode as decodeCbor } from 'cborg';

/** How a record's bytes are shown. */
export type Encoding = 'auto' | 'utf8' | 'json' | 'cbor' | 'gzip' | 'hex';

export const ENCODINGS: { value: Encoding; label: string }[] = [
  { value: 'auto', label: 'As it looks' },
  { value: 'utf8', label: 'Text (UTF-8)' },
  { value: 'json', label: 'JSON' },
  { value: 'cbor', label: 'CBOR' },
  { value: 'gzip', label: 'gzip' },
  { value: 'hex', label: 'Hexadecimal' },
];

export interface Decoded {
  /** What it was taken for: gzip + JSON, for example. */
  encoding: string;
  text: string;
  /** The structure, where there is one. */
  value?: unknown;
}

const strict = new TextDecoder('utf-8', { fatal: true });
const lenient = new TextDecoder('utf-8');
/** Beyond it a gzip record is shown as far as this: a few kilobytes may unpack to gigabytes. */
const MAX_UNPACKED_BYTES = 16 * 1024 * 1024;

export function bytesOf(base64: string): Uint8Array {
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

function isGzip(data: Uint8Array): boolean {
  return data.length > 10 && data[0] === 0x1f && data[1] === 0x8b && data[2] === 8;
}

/** Control characters, other than white space, tell that it is no text. */
function isText(text: string): boolean {
  return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
}

function asText(data: Uint8Array): string | undefined {
  try {
    const text = strict.decode(data);
    return isText(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function looksLikeJson(text: string): boolean {
  const first = text.trimStart()[0];
  return first === '{' || first === '[';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function cbor(data: Uint8Array): unknown {
  return decodeCbor(data, { useMaps: false, allowUndefined: true, rejectDuplicateMapKeys: false });
}

function printable(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) =>
      part instanceof Uint8Array ? `h'${hexLine(part)}'` : typeof part === 'bigint' ? part.toString() : part,
    2,
  );
}

function hexLine(data: Uint8Array): string {
  let text = '';
  for (const byte of data) text += byte.toString(16).padStart(2, '0');
  return text;
}

/** Offset, sixteen bytes, and the same as characters, a line. */
export function hexDump(data: Uint8Array, most = 64 * 1024): string {
  const lines: string[] = [];
  for (let at = 0; at < Math.min(data.length, most); at += 16) {
    const part = data.subarray(at, at + 16);
    const hex = Array.from(part, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const shown = Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
    lines.push(`${at.toString(16).padStart(8, '0')}  ${hex.padEnd(47)}  ${shown}`);
  }
  if (data.length > most) lines.push(`… ${data.length - most} bytes more`);
  return lines.join('\n');
}

async function unpack(data: Uint8Array): Promise<Uint8Array> {
  const source = new Blob([data as Uint8Array<ArrayBuffer>]).stream().pipeThrough(new DecompressionStream('gzip'));
  const reader = source.getReader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    length += value.length;
    if (length >= MAX_UNPACKED_BYTES) {
      await reader.cancel();
      break;
    }
  }
  const all = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** What can be told at once, without unpacking. */
function decodePlain(data: Uint8Array): Decoded {
  const text = asText(data);
  if (text !== undefined) {
    const value = looksLikeJson(text) ? parseJson(text) : undefined;
    return value === undefined ? { encoding: 'text', text } : { encoding: 'JSON', text, value };
  }
  // A map or an array of CBOR; a lone byte string or number is more likely chance.
  const major = (data[0] ?? 0) >> 5;
  if (major === 4 || major === 5 || major === 6)
    try {
      const value = cbor(data);
      if (typeof value === 'object' && value !== null) return { encoding: 'CBOR', text: printable(value), value };
    } catch {
      // no CBOR
    }
  return { encoding: 'binary', text: hexLine(data.subarray(0, 256)) };
}

/** Takes the bytes for what they look like. Gzip is unpacked; what is inside is judged the same way. */
export async function decodeAuto(data: Uint8Array): Promise<Decoded> {
  if (!isGzip(data)) return decodePlain(data);
  try {
    const inner = decodePlain(await unpack(data));
    return { ...inner, encoding: `gzip + ${inner.encoding}` };
  } catch {
    return decodePlain(data);
  }
}

/** The whole record for a reader, in the encoding that he asks for. */
export async function show(data: Uint8Array, encoding: Encoding): Promise<string> {
  switch (encoding) {
    case 'hex':
      return hexDump(data);
    case 'utf8':
      return lenient.decode(data);
    case 'gzip':
      return lenient.decode(await unpack(data).catch(() => new TextEncoder().encode('This is no gzip.')));
    case 'cbor':
      try {
        return printable(cbor(data));
      } catch (error) {
        return `This is no CBOR: ${error instanceof Error ? error.message : String(error)}`;
      }
    case 'json': {
      const value = parseJson(lenient.decode(data));
      return value === undefined ? 'This is no JSON.' : JSON.stringify(value, null, 2);
    }
    case 'auto': {
      const decoded = await decodeAuto(data);
      if (decoded.encoding === 'binary') return hexDump(data);
      // Numbers beyond 2^53 would change on their way through a parser: the text stays as it is if it has any.
      return decoded.value === undefined || /\d{16,}/.test(decoded.text) ? decoded.text : printable(decoded.value);
    }
  }
}
