package io.millrace.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are no Java, where the machine has them: boto3, the AWS CLI and curl. */
class ScriptedClientsTest {
    private static final String BOTO3_ROUND_TRIP = """
            import boto3, sys, time
            client = boto3.client('kinesis')
            name = 'boto3-' + sys.argv[1]
            client.create_stream(StreamName=name, ShardCount=2)
            client.get_waiter('stream_exists').wait(StreamName=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
            records = [{'Data': b'record-%d' % i, 'PartitionKey': 'key-%d' % i} for i in range(500)]
            put = client.put_records(StreamName=name, Records=records)
            assert put['FailedRecordCount'] == 0
            expected = {}
            for i, record in enumerate(put['Records']):
                expected.setdefault(record['ShardId'], []).append(b'record-%d' % i)
            actual = {}
            for shard in client.list_shards(StreamName=name)['Shards']:
                iterator = client.get_shard_iterator(
                    StreamName=name, ShardId=shard['ShardId'], ShardIteratorType='TRIM_HORIZON')['ShardIterator']
                page = client.get_records(ShardIterator=iterator)
                actual[shard['ShardId']] = [record['Data'] for record in page['Records']]
                assert page['MillisBehindLatest'] == 0
                assert abs(page['Records'][0]['ApproximateArrivalTimestamp'].timestamp() - time.time()) < 300
            assert actual == expected
            def changed(call, **arguments):
                call(StreamName=name, **arguments)
                client.get_waiter('stream_exists').wait(StreamName=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
                return [shard for shard in client.list_shards(StreamName=name)['Shards']
                    if 'EndingSequenceNumber' not in shard['SequenceNumberRange']]
            first = 'shardId-000000000000'
            opened = changed(client.split_shard, ShardToSplit=first, NewStartingHashKey=str(2 ** 100))
            assert [shard.get('ParentShardId') for shard in opened] == [None, first, first]
            iterator = client.get_shard_iterator(
                StreamName=name, ShardId=first, ShardIteratorType='TRIM_HORIZON')['ShardIterator']
            page = client.get_records(ShardIterator=iterator)
            assert len(page['Records']) == len(expected[first])
            assert 'NextShardIterator' not in page
            assert [child['ParentShards'] for child in page['ChildShards']] == [[first], [first]]
            merged = changed(client.merge_shards, ShardToMerge='shardId-000000000002',
                AdjacentShardToMerge='shardId-000000000003')
            assert merged[-1]['AdjacentParentShardId'] == 'shardId-000000000003'
            assert len(changed(client.update_shard_count, TargetShardCount=4, ScalingType='UNIFORM_SCALING')) == 4
            stream_arn = client.describe_stream_summary(StreamName=name)['StreamDescriptionSummary']['StreamARN']
            consumer = client.register_stream_consumer(StreamARN=stream_arn, ConsumerName='reader')['Consumer']
            while client.describe_stream_consumer(
                    ConsumerARN=consumer['ConsumerARN'])['ConsumerDescription']['ConsumerStatus'] != 'ACTIVE':
                time.sleep(0.1)
            pushed = []
            for event in client.subscribe_to_shard(ConsumerARN=consumer['ConsumerARN'], ShardId=first,
                    StartingPosition={'Type': 'TRIM_HORIZON'})['EventStream']:
                event = event['SubscribeToShardEvent']
                pushed += [record['Data'] for record in event['Records']]
            assert pushed == expected[first]
            assert len(event['ChildShards']) == 2 and 'ContinuationSequenceNumber' not in event
            client.deregister_stream_consumer(ConsumerARN=consumer['ConsumerARN'])
            try:
                client.describe_stream(StreamName='no-such')
            except client.exceptions.ResourceNotFoundException as e:
                assert e.response['Error']['Message'] == 'Stream no-such under account 000000000000 not found.'
            client.delete_stream(StreamName=name, EnforceConsumerDeletion=True)
            client.get_waiter('stream_not_exists').wait(StreamName=name, WaiterConfig={'Delay': 1, 'MaxAttempts': 60})
            print('round trip done')
            """;

    private final Started millrace = Started.shared();

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void boto3GoesRound(String scheme, @TempDir Path directory) throws Exception {
        require("python3", "-c", "import boto3");
        Path script = Files.writeString(directory.resolve("round_trip.py"), BOTO3_ROUND_TRIP);

        assertThat(run(scheme, "python3", script.toString(), scheme)).contains("round trip done");
    }

    @Test
    void theAwsCliGoesRound() throws Exception {
        require("aws", "--version");

        cli("create-stream", "--stream-name", "cli", "--shard-count", "1");
        cli("wait", "stream-exists", "--stream-name", "cli");
        cli("put-record", "--stream-name", "cli", "--partition-key", "k", "--data", "aGVsbG8=");
        String iterator = cli(
                        "get-shard-iterator",
                        "--stream-name",
                        "cli",
                        "--shard-id",
                        "shardId-000000000000",
                        "--shard-iterator-type",
                        "TRIM_HORIZON",
                        "--query",
                        "ShardIterator")
                .strip();
        // The quotes that the CLI prints stay on, as in many a script.
        assertThat(cli("get-records", "--shard-iterator", iterator)).contains("\"PartitionKey\": \"k\"");
        cli(
                "update-shard-count",
                "--stream-name",
                "cli",
                "--target-shard-count",
                "2",
                "--scaling-type",
                "UNIFORM_SCALING");
        cli("wait", "stream-exists", "--stream-name", "cli");
        assertThat(cli("describe-stream-summary", "--stream-name", "cli")).contains("\"OpenShardCount\": 2");
        cli("delete-stream", "--stream-name", "cli");
    }

    private String cli(String... arguments) throws Exception {
        var command =
                new ArrayList<>(List.of("aws", "--endpoint-url", millrace.http().toString(), "kinesis"));
        command.addAll(List.of(arguments));
        return run("http", command.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http1.1", "--http2", "--http2-prior-knowledge"})
    void curlSpeaksEveryHttp(String version) throws Exception {
        require("curl", "--version");

        assertThat(run(
                        "http",
                        "curl",
                        "-sS",
                        "--cacert",
                        millrace.authority().toString(),
                        version,
                        millrace.https() + "/_millrace/ready",
                        millrace.http() + "/_millrace/ready"))
                .isEqualTo("UP\nUP\n");
    }

    private static void require(String... command) throws InterruptedException {
        try {
            if (new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0) return;
        } catch (IOException e) {
            // not on the path
        }
        System.err.println("NOT TESTED: this machine has no working " + String.join(" ", command));
        abort("this machine has no working " + command[0]);
    }

    private String run(String scheme, String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var key = millrace.key();
        builder.environment().put("AWS_ACCESS_KEY_ID", key.id());
        builder.environment().put("AWS_SECRET_ACCESS_KEY", key.secret());
        builder.environment().put("AWS_DEFAULT_REGION", "us-east-1");
        builder.environment().put("AWS_CA_BUNDLE", millrace.authority().toString());
        builder.environment()
                .put(
                        "AWS_ENDPOINT_URL_KINESIS",
                        (scheme.equals("https") ? millrace.https() : millrace.http()).toString());
        var process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }
}
