// The life of a stream through the AWS SDK for JavaScript: made, described, filled, read, tagged, deleted; and its errors.
import assert from "node:assert/strict";
import * as kinesis from "@aws-sdk/client-kinesis";
import { client, patience, readAll } from "./kinesis.mjs";

const name = `javascript-${process.argv[2]}`;

await client.send(new kinesis.CreateStreamCommand({ StreamName: name, ShardCount: 3 }));
await kinesis.waitUntilStreamExists(patience, { StreamName: name });
const described = (await client.send(new kinesis.DescribeStreamCommand({ StreamName: name }))).StreamDescription;
assert.equal(described.StreamStatus, "ACTIVE");
assert.equal(described.Shards.length, 3);
assert.ok(Math.abs(described.StreamCreationTimestamp.getTime() - Date.now()) < 300_000);
const summary = (await client.send(new kinesis.DescribeStreamSummaryCommand({ StreamARN: described.StreamARN })))
  .StreamDescriptionSummary;
assert.equal(summary.OpenShardCount, 3);

// Records, in order in every shard, their bytes untouched.
const expected = new Map(described.Shards.map(({ ShardId }) => [ShardId, []]));
const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
const single = await client.send(new kinesis.PutRecordCommand({ StreamName: name, PartitionKey: "bytes", Data: bytes }));
expected.get(single.ShardId).push(Buffer.from(bytes).toString("hex"));
const records = Array.from({ length: 500 }, (_, i) => ({ PartitionKey: `key-${i}`, Data: Buffer.from(`record-${i}`) }));
const put = await client.send(new kinesis.PutRecordsCommand({ StreamName: name, Records: records }));
assert.equal(put.FailedRecordCount, 0);
put.Records.forEach(({ ShardId }, i) => expected.get(ShardId).push(records[i].Data.toString("hex")));
const actual = await readAll(name);
for (const [shard, list] of actual) {
  assert.deepEqual(list.map(({ Data }) => Buffer.from(Data).toString("hex")), expected.get(shard));
  assert.ok(Math.abs(list[0].ApproximateArrivalTimestamp.getTime() - Date.now()) < 300_000);
}

// Pages.
const pages = [];
for await (const page of kinesis.paginateListStreams({ client, pageSize: 1 }, {})) pages.push(...page.StreamNames);
assert.ok(pages.includes(name));
const shards = [];
let token;
do {
  const page = await client.send(
    new kinesis.ListShardsCommand(token ? { NextToken: token, MaxResults: 1 } : { StreamName: name, MaxResults: 1 }));
  shards.push(...page.Shards);
  token = page.NextToken;
} while (token);
assert.deepEqual(shards.map(({ ShardId }) => ShardId), described.Shards.map(({ ShardId }) => ShardId));

// Shards that change; what was put before is still there, and the children say whose they are.
await client.send(new kinesis.SplitShardCommand({
  StreamName: name, ShardToSplit: shards[0].ShardId, NewStartingHashKey: String(2n ** 100n) }));
await kinesis.waitUntilStreamExists(patience, { StreamName: name });
await client.send(new kinesis.MergeShardsCommand({
  StreamName: name, ShardToMerge: shards[1].ShardId, AdjacentShardToMerge: shards[2].ShardId }));
await kinesis.waitUntilStreamExists(patience, { StreamName: name });
const after = (await client.send(new kinesis.ListShardsCommand({ StreamName: name }))).Shards;
assert.deepEqual(
  after.slice(3).map(({ ParentShardId, AdjacentParentShardId }) => [ParentShardId, AdjacentParentShardId]),
  [[shards[0].ShardId, undefined], [shards[0].ShardId, undefined], [shards[1].ShardId, shards[2].ShardId]]);
const reread = await readAll(name);
for (const { ShardId } of shards) assert.equal(reread.get(ShardId).length, expected.get(ShardId).length);

// Tags and retention.
await client.send(new kinesis.AddTagsToStreamCommand({ StreamName: name, Tags: { colour: "blue", "with space": "é" } }));
const { Tags } = await client.send(new kinesis.ListTagsForStreamCommand({ StreamName: name }));
assert.deepEqual(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])), { colour: "blue", "with space": "é" });
await client.send(new kinesis.IncreaseStreamRetentionPeriodCommand({ StreamName: name, RetentionPeriodHours: 48 }));

// Errors come as the classes that programs catch.
await assert.rejects(client.send(new kinesis.DescribeStreamCommand({ StreamName: "no-such" })), (error) => {
  assert.ok(error instanceof kinesis.ResourceNotFoundException);
  assert.equal(error.message, "Stream no-such under account 000000000000 not found.");
  assert.equal(error.$metadata.httpStatusCode, 400);
  assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
  return true;
});
await assert.rejects(
  client.send(new kinesis.CreateStreamCommand({ StreamName: name, ShardCount: 1 })), kinesis.ResourceInUseException);
await assert.rejects(
  client.send(new kinesis.GetRecordsCommand({ ShardIterator: "nonsense" })), kinesis.InvalidArgumentException);
const stranger = new kinesis.KinesisClient({ credentials: { accessKeyId: "AKIANOBODY", secretAccessKey: "x" } });
await assert.rejects(
  stranger.send(new kinesis.ListStreamsCommand({})), ({ name }) => name === "UnrecognizedClientException");

await client.send(new kinesis.DeleteStreamCommand({ StreamName: name }));
await kinesis.waitUntilStreamNotExists(patience, { StreamName: name });
console.log("round trip done");
