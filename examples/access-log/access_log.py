#!/usr/bin/env python3
"""Streams a web server's access log through Kinesis and counts the paths that come out. Needs boto3.

  access_log.py produce   create the stream (4 shards) and put 10,000 log lines into it
  access_log.py consume   read them back from every shard and print the top paths
  access_log.py demo      both, one after the other, and delete the stream
"""
import collections
import datetime
import random
import sys
import time

import boto3

STREAM = "access-log"
LINES = 10_000
kinesis = boto3.client("kinesis")


def log_lines():
    """The same lines at every run: one day of a small shop, in the combined log format."""
    chance = random.Random(2026)
    paths = ["/", "/login", "/cart", "/checkout", "/search?q=shoes", "/img/logo.png"]
    paths += [f"/product/{n}" for n in range(1, 200)]
    weights = [900, 150, 300, 90, 400, 700] + [2000 // (n + 5) + 1 for n in range(1, 200)]
    agents = ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone)", "curl/8.5.0"]
    clock = datetime.datetime(2026, 3, 1, tzinfo=datetime.timezone.utc)
    for _ in range(LINES):
        clock += datetime.timedelta(milliseconds=chance.randrange(1, 17_000))
        address = f"203.0.113.{chance.randrange(1, 255)}"
        path = chance.choices(paths, weights)[0]
        status = chance.choices([200, 304, 404, 500], [90, 6, 3, 1])[0]
        yield address, (
            f'{address} - - [{clock:%d/%b/%Y:%H:%M:%S +0000}] "GET {path} HTTP/1.1" {status} '
            f'{chance.randrange(200, 40_000)} "-" "{chance.choice(agents)}"'
        )


def produce():
    kinesis.create_stream(StreamName=STREAM, ShardCount=4)
    kinesis.get_waiter("stream_exists").wait(StreamName=STREAM)
    lines, started = list(log_lines()), time.time()
    for start in range(0, len(lines), 500):
        batch = [{"Data": line.encode(), "PartitionKey": address} for address, line in lines[start : start + 500]]
        while batch:
            answer = kinesis.put_records(StreamName=STREAM, Records=batch)
            batch = [record for record, result in zip(batch, answer["Records"]) if "ErrorCode" in result]
    print(f"put {len(lines):,} lines into 4 shards in {time.time() - started:.1f} s")


def consume():
    paths, read, started = collections.Counter(), 0, time.time()
    for shard in kinesis.list_shards(StreamName=STREAM)["Shards"]:
        iterator = kinesis.get_shard_iterator(
            StreamName=STREAM, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        while True:
            answer = kinesis.get_records(ShardIterator=iterator)
            for record in answer["Records"]:
                paths[record["Data"].decode().split('"')[1].split()[1]] += 1
            read += len(answer["Records"])
            if answer["MillisBehindLatest"] == 0:
                break
            iterator = answer["NextShardIterator"]
    print(f"read {read:,} lines back in {time.time() - started:.1f} s; the top paths:")
    for path, count in paths.most_common(10):
        print(f"{count:7,}  {path}")


if __name__ == "__main__":
    step = sys.argv[1] if len(sys.argv) > 1 else ""
    if step not in ("produce", "consume", "demo"):
        sys.exit(__doc__)
    if step != "consume":
        produce()
    if step != "produce":
        consume()
    if step == "demo":
        kinesis.delete_stream(StreamName=STREAM)
