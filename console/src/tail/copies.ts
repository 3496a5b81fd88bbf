import type { Row } from './protocol';

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Two commands that read this record again. */
export function asCli(stream: string, row: Row): string {
  return `aws kinesis get-records --limit 1 --shard-iterator "$(aws kinesis get-shard-iterator \\
    --stream-name ${quoted(stream)} --shard-id ${row.shard} \\
    --shard-iterator-type AT_SEQUENCE_NUMBER --starting-sequence-number ${row.seq} \\
    --query ShardIterator --output text)"`;
}

function base64(data: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < data.length; at += 0x8000) binary += String.fromCharCode(...data.subarray(at, at + 0x8000));
  return btoa(binary);
}

/** The record as GetRecords gives it. */
export function asJson(row: Row): string {
  return JSON.stringify(
    {
      SequenceNumber: row.seq,
      ...(row.sub === undefined ? {} : { SubSequenceNumber: row.sub }),
      ApproximateArrivalTimestamp: row.at / 1000,
      Data: base64(row.data),
      PartitionKey: row.key,
      ShardId: row.shard,
    },
    null,
    2,
  );
}
