// A consumer with enhanced fan-out: records come by themselves, those from before and those from now on.
import assert from "node:assert/strict";
import * as kinesis from "@aws-sdk/client-kinesis";
import { client, patience } from "./kinesis.mjs";

const name = `javascript-fan-out-${process.argv[2]}`;
const put = async (text) =>
  client.send(new kinesis.PutRecordCommand({ StreamName: name, PartitionKey: "key", Data: Buffer.from(text) }));

await client.send(new kinesis.CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
await kinesis.waitUntilStreamExists(patience, { StreamName: name });
const { StreamDescriptionSummary: { StreamARN } } =
  await client.send(new kinesis.DescribeStreamSummaryCommand({ StreamName: name }));
const { Consumer: { ConsumerARN } } =
  await client.send(new kinesis.RegisterStreamConsumerCommand({ StreamARN, ConsumerName: "reader" }));
let status;
while (status !== "ACTIVE")
  status = (await client.send(new kinesis.DescribeStreamConsumerCommand({ ConsumerARN }))).ConsumerDescription.ConsumerStatus;

for (let i = 0; i < 100; i++) await put(`before-${i}`);
const { EventStream } = await client.send(new kinesis.SubscribeToShardCommand({
  ConsumerARN, ShardId: "shardId-000000000000", StartingPosition: { Type: "TRIM_HORIZON" } }));
const texts = [];
let last;
for await (const { SubscribeToShardEvent: event } of EventStream) {
  assert.ok(event.ContinuationSequenceNumber);
  texts.push(...event.Records.map(({ Data }) => Buffer.from(Data).toString()));
  if (texts.length === 100 && last === undefined) {
    for (let i = 0; i < 10; i++) await put(`meanwhile-${i}`);
    last = "meanwhile-9";
  }
  if (texts.at(-1) === last) break;
}
assert.deepEqual(texts, [
  ...Array.from({ length: 100 }, (_, i) => `before-${i}`), ...Array.from({ length: 10 }, (_, i) => `meanwhile-${i}`)]);

const { Consumers } = await client.send(new kinesis.ListStreamConsumersCommand({ StreamARN }));
assert.deepEqual(Consumers.map(({ ConsumerName }) => ConsumerName), ["reader"]);
await client.send(new kinesis.DeregisterStreamConsumerCommand({ ConsumerARN }));
await assert.rejects(
  async () => {
    for (;;) await client.send(new kinesis.DescribeStreamConsumerCommand({ ConsumerARN }));
  },
  kinesis.ResourceNotFoundException);
await client.send(new kinesis.DeleteStreamCommand({ StreamName: name }));
console.log("round trip done");
client.destroy();
