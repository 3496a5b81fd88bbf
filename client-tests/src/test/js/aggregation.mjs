// Records put by aws-kinesis-agg as one record of Kinesis, and taken apart by it after they were read.
import assert from "node:assert/strict";
import { promisify } from "node:util";
import aggregation from "aws-kinesis-agg";
import * as kinesis from "@aws-sdk/client-kinesis";
import { client, patience, readAll } from "./kinesis.mjs";

const name = `javascript-aggregation-${process.argv[2]}`;
const deaggregate = promisify((record, done) =>
  aggregation.deaggregateSync(record, true, (error, records) => done(error, records)));

await client.send(new kinesis.CreateStreamCommand({ StreamName: name, ShardCount: 1 }));
await kinesis.waitUntilStreamExists(patience, { StreamName: name });

const users = Array.from({ length: 1000 }, (_, i) => ({ partitionKey: `key-${i % 7}`, data: `record-${i}` }));
const expected = structuredClone(users);
let aggregates = 0;
await new Promise((done, failed) =>
  aggregation.aggregate(
    users,
    (encoded, sent) => {
      aggregates++;
      client.send(
        new kinesis.PutRecordCommand({ StreamName: name, PartitionKey: encoded.partitionKey, Data: encoded.data }))
        .then(() => sent(), sent);
    },
    done,
    failed));
assert.equal(aggregates, 1);

const [stored] = (await readAll(name)).values();
assert.equal(stored.length, aggregates);
const apart = [];
for (const { Data, PartitionKey, SequenceNumber } of stored)
  apart.push(...await deaggregate(
    { data: Buffer.from(Data).toString("base64"), partitionKey: PartitionKey, sequenceNumber: SequenceNumber }));
assert.deepEqual(
  apart.map(({ partitionKey, data }) => ({ partitionKey, data: Buffer.from(data, "base64").toString() })), expected);

await client.send(new kinesis.DeleteStreamCommand({ StreamName: name }));
console.log("round trip done");
