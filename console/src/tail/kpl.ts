/**
 * Records that the Kinesis Producer Library put together into one:
 *
 *   F3 89 9A C2 | protobuf AggregatedRecord | 16 bytes MD5 of the protobuf
 *
 *   AggregatedRecord { repeated string partition_key_table = 1; repeated string explicit_hash_key_table = 2; repeated Record records = 3; }
 *   Record { required uint64 partition_key_index = 1; optional uint64 explicit_hash_key_index = 2; required bytes data = 3; repeated Tag tags = 4; }
 *
 * Source of the format: https://github.com/awslabs/amazon-kinesis-producer/blob/master/aggregation-format.md. The checksum is not
 * compared here: a browser has no MD5, and bytes that only look aggregated fail to parse as such.
 */
export interface UserRecord {
  key: string;
  data: Uint8Array;
}

const MAGIC = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST_BYTES = 16;

export function isAggregated(data: Uint8Array): boolean {
  return data.length > MAGIC.length + DIGEST_BYTES && MAGIC.every((byte, i) => data[i] === byte);
}

/** The records inside, or null if it is no aggregated record after all. */
export function deaggregate(data: Uint8Array): UserRecord[] | null {
  if (!isAggregated(data)) return null;
  try {
    const keys: string[] = [];
    const records: { key: number; data: Uint8Array }[] = [];
    const text = new TextDecoder();
    for (const field of fields(data.subarray(MAGIC.length, data.length - DIGEST_BYTES)))
      if (field.number === 1 && field.bytes) keys.push(text.decode(field.bytes));
      else if (field.number === 3 && field.bytes) records.push(readRecord(field.bytes));
    return records.map((record) => ({ key: keys[record.key] ?? '', data: record.data }));
  } catch {
    return null;
  }
}

function readRecord(bytes: Uint8Array): { key: number; data: Uint8Array } {
  let key = 0;
  let data: Uint8Array = new Uint8Array();
  for (const field of fields(bytes))
    if (field.number === 1 && field.value !== undefined) key = field.value;
    else if (field.number === 3 && field.bytes) data = field.bytes;
  return { key, data };
}

interface Field {
  number: number;
  value?: number;
  bytes?: Uint8Array;
}

function* fields(bytes: Uint8Array): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('cut off');
      value += (byte & 0x7f) * shift;
      if (byte < 0x80) return value;
      if (shift > 2 ** 49) throw new Error('too long');
    }
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        yield { number, value: varint() };
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        if (at + length > bytes.length) throw new Error('cut off');
        yield { number, bytes: bytes.subarray(at, at + length) };
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new Error('no such type');
    }
  }
}
