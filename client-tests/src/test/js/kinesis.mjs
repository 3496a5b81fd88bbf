// What a program of a user shares: nothing but the environment says where Kinesis is.
import assert from "node:assert/strict";
import { KinesisClient, ListShardsCommand, GetShardIteratorCommand, GetRecordsCommand } from "@aws-sdk/client-kinesis";

export const client = new KinesisClient({});
export const patience = { client, maxWaitTime: 60, minDelay: 1, maxDelay: 1 };

/** Everything of a stream, shard by shard, read until nothing is behind or the shard ends with its children. */
export async function readAll(stream) {
  const shards = new Map();
  const { Shards } = await client.send(new ListShardsCommand({ StreamName: stream }));
  for (const { ShardId } of Shards) {
    const records = [];
    let { ShardIterator: iterator } = await client.send(
      new GetShardIteratorCommand({ StreamName: stream, ShardId, ShardIteratorType: "TRIM_HORIZON" }));
    for (;;) {
      const page = await client.send(new GetRecordsCommand({ ShardIterator: iterator, Limit: 100 }));
      records.push(...page.Records);
      iterator = page.NextShardIterator;
      assert.equal(iterator === undefined, page.ChildShards !== undefined);
      if (iterator === undefined || (page.Records.length === 0 && page.MillisBehindLatest === 0)) break;
    }
    shards.set(ShardId, records);
  }
  return shards;
}
