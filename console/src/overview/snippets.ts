/** A stream created, a record sent and read again, in the ways that people use, with this endpoint filled in. */
export interface Snippet {
  id: string;
  label: string;
  text: string;
}

export interface Place {
  endpoint: string;
  region: string;
  accessKeyId?: string;
  secretAccessKey?: string;
}

export function snippets({ endpoint, region, accessKeyId, secretAccessKey }: Place, stream = 'first'): Snippet[] {
  const key = accessKeyId ?? '<access key id>';
  const secret = secretAccessKey ?? '<secret access key>';
  return [
    {
      id: 'cli',
      label: 'AWS CLI',
      text: `export AWS_ENDPOINT_URL=${endpoint} AWS_REGION=${region}
export AWS_ACCESS_KEY_ID=${key} AWS_SECRET_ACCESS_KEY=${secret}

aws kinesis create-stream --stream-name ${stream} --shard-count 1
aws kinesis wait stream-exists --stream-name ${stream}
aws kinesis put-record --stream-name ${stream} --partition-key me --data aGVsbG8=`,
    },
    {
      id: 'python',
      label: 'Python (boto3)',
      text: `import boto3

kinesis = boto3.client(
    "kinesis", endpoint_url="${endpoint}", region_name="${region}",
    aws_access_key_id="${key}", aws_secret_access_key="${secret}")

kinesis.create_stream(StreamName="${stream}", ShardCount=1)
kinesis.get_waiter("stream_exists").wait(StreamName="${stream}")
kinesis.put_record(StreamName="${stream}", PartitionKey="me", Data=b"hello")`,
    },
    {
      id: 'java',
      label: 'Java (SDK v2)',
      text: `var kinesis = KinesisClient.builder()
    .endpointOverride(URI.create("${endpoint}"))
    .region(Region.of("${region}"))
    .credentialsProvider(StaticCredentialsProvider.create(
        AwsBasicCredentials.create("${key}", "${secret}")))
    .build();

kinesis.createStream(r -> r.streamName("${stream}").shardCount(1));
kinesis.waiter().waitUntilStreamExists(r -> r.streamName("${stream}"));
kinesis.putRecord(r -> r.streamName("${stream}").partitionKey("me")
    .data(SdkBytes.fromUtf8String("hello")));`,
    },
    {
      id: 'javascript',
      label: 'JavaScript (SDK v3)',
      text: `import { KinesisClient, CreateStreamCommand, PutRecordCommand,
  waitUntilStreamExists } from "@aws-sdk/client-kinesis";

const client = new KinesisClient({
  endpoint: "${endpoint}", region: "${region}",
  credentials: { accessKeyId: "${key}", secretAccessKey: "${secret}" } });

await client.send(new CreateStreamCommand({ StreamName: "${stream}", ShardCount: 1 }));
await waitUntilStreamExists({ client, maxWaitTime: 30 }, { StreamName: "${stream}" });
await client.send(new PutRecordCommand({
  StreamName: "${stream}", PartitionKey: "me", Data: Buffer.from("hello") }));`,
    },
  ];
}
