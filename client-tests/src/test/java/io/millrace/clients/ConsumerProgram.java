package io.millrace.clients;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.kinesis.KinesisAsyncClient;
import software.amazon.kinesis.common.ConfigsBuilder;
import software.amazon.kinesis.common.InitialPositionInStream;
import software.amazon.kinesis.common.InitialPositionInStreamExtended;
import software.amazon.kinesis.common.KinesisClientUtil;
import software.amazon.kinesis.coordinator.Scheduler;
import software.amazon.kinesis.exceptions.InvalidStateException;
import software.amazon.kinesis.exceptions.ShutdownException;
import software.amazon.kinesis.lifecycle.events.InitializationInput;
import software.amazon.kinesis.lifecycle.events.LeaseLostInput;
import software.amazon.kinesis.lifecycle.events.ProcessRecordsInput;
import software.amazon.kinesis.lifecycle.events.ShardEndedInput;
import software.amazon.kinesis.lifecycle.events.ShutdownRequestedInput;
import software.amazon.kinesis.metrics.NullMetricsFactory;
import software.amazon.kinesis.processor.RecordProcessorCheckpointer;
import software.amazon.kinesis.processor.ShardRecordProcessor;
import software.amazon.kinesis.processor.SingleStreamTracker;
import software.amazon.kinesis.retrieval.KinesisClientRecord;
import software.amazon.kinesis.retrieval.fanout.FanOutConfig;
import software.amazon.kinesis.retrieval.polling.PollingConfig;

/**
 * A program of a user: a worker of the Kinesis Client Library in a process of its own, to be killed like one. It writes
 * what happens to it line by line, each with the time of the machine's monotonic clock, so that the lines of several
 * workers can be put in order. A line that was written survives the end of the process.
 *
 * <pre>
 * nanos session START  shard               a lease came to this worker; a session is one stay of one shard here
 * nanos session RECORD sequence sub key value
 * nanos session SAVED  sequence            a checkpoint, written after the lease table has it
 * nanos session END                        the shard has no more records and is checkpointed as such
 * nanos session LOST                       the lease went to another worker
 * </pre>
 */
final class ConsumerProgram {
    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMillis(700);

    private final OutputStream journal;
    private final AtomicInteger sessions = new AtomicInteger();

    private ConsumerProgram(OutputStream journal) {
        this.journal = journal;
    }

    /** How records come. */
    enum Retrieval {
        POLLING,
        FAN_OUT
    }

    /** Arguments: application, stream, worker, retrieval, endpoint, endpoint of the lease tables, journal file, most leases. */
    public static void main(String[] arguments) throws IOException {
        String application = arguments[0];
        String stream = arguments[1];
        var retrieval = Retrieval.valueOf(arguments[3]);
        var key = StaticCredentialsProvider.create(
                AwsBasicCredentials.create(System.getenv("AWS_ACCESS_KEY_ID"), System.getenv("AWS_SECRET_ACCESS_KEY")));
        var kinesis = KinesisClientUtil.createKinesisAsyncClient(KinesisAsyncClient.builder()
                .endpointOverride(URI.create(arguments[4]))
                .region(Region.of(Millrace.REGION))
                .credentialsProvider(key));
        var leases = DynamoDbAsyncClient.builder()
                .endpointOverride(URI.create(arguments[5]))
                .region(Region.of(Millrace.REGION))
                .credentialsProvider(key)
                .build();
        // Never called, as metrics are off; it must not find its way out either.
        var metrics = CloudWatchAsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:1"))
                .region(Region.of(Millrace.REGION))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
        var program = new ConsumerProgram(new FileOutputStream(arguments[6], true));
        var tracker = new SingleStreamTracker(
                stream, InitialPositionInStreamExtended.newInitialPosition(InitialPositionInStream.TRIM_HORIZON));
        var configs =
                new ConfigsBuilder(tracker, application, kinesis, leases, metrics, arguments[2], program::processor);
        program.scheduler(configs, kinesis, stream, application, retrieval, Integer.parseInt(arguments[7]))
                .run();
    }

    /** As by default, but for the intervals: a test has no patience for half a minute between two looks. */
    private Scheduler scheduler(
            ConfigsBuilder configs,
            KinesisAsyncClient kinesis,
            String stream,
            String application,
            Retrieval retrieval,
            int mostLeases) {
        var leases = configs.leaseManagementConfig()
                .maxLeasesForWorker(mostLeases)
                .failoverTimeMillis(4000)
                .leaseAssignmentIntervalMillis(2000L)
                .shardSyncIntervalMillis(2000)
                .leasesRecoveryAuditorExecutionFrequencyMillis(3000)
                .leasesRecoveryAuditorInconsistencyConfidenceThreshold(1)
                .dynamoDbLockBasedLeaderLeaseDurationInMillis(4000)
                .dynamoDbLockBasedLeaderHeartbeatPeriodInMillis(1000);
        leases.workerUtilizationAwareAssignmentConfig().disableWorkerMetrics(true);
        var coordinator = configs.coordinatorConfig()
                .parentShardPollIntervalMillis(500)
                .shardConsumerDispatchPollIntervalMillis(200);
        var how = switch (retrieval) {
            case POLLING -> new PollingConfig(stream, kinesis).idleTimeBetweenReadsInMillis(250);
            case FAN_OUT -> new FanOutConfig(kinesis).streamName(stream).applicationName(application);
        };
        return new Scheduler(
                configs.checkpointConfig(),
                coordinator,
                leases,
                configs.lifecycleConfig().taskBackoffTimeMillis(200),
                configs.metricsConfig().metricsFactory(new NullMetricsFactory()),
                configs.processorConfig(),
                configs.retrievalConfig().retrievalSpecificConfig(how));
    }

    private ShardRecordProcessor processor() {
        return new Session(sessions.incrementAndGet());
    }

    private void write(int session, String... happened) {
        String start = System.nanoTime() + " " + session + " ";
        String lines = Arrays.stream(happened).map(what -> start + what + "\n").collect(Collectors.joining());
        try {
            synchronized (journal) {
                journal.write(lines.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Session implements ShardRecordProcessor {
        private final int number;
        private String last = "";
        private long savedNanos = System.nanoTime();

        private Session(int number) {
            this.number = number;
        }

        @Override
        public void initialize(InitializationInput input) {
            write(number, "START " + input.shardId());
        }

        @Override
        public void processRecords(ProcessRecordsInput input) {
            var lines = new ArrayList<String>();
            for (KinesisClientRecord record : input.records()) {
                String value = StandardCharsets.UTF_8.decode(record.data()).toString();
                lines.add("RECORD %s %d %s %s"
                        .formatted(record.sequenceNumber(), record.subSequenceNumber(), record.partitionKey(), value));
                last = record.sequenceNumber();
            }
            write(number, lines.toArray(String[]::new));
            if (!last.isEmpty() && System.nanoTime() - savedNanos > BETWEEN_CHECKPOINTS.toNanos())
                save(input.checkpointer());
        }

        private void save(RecordProcessorCheckpointer checkpointer) {
            try {
                checkpointer.checkpoint();
            } catch (InvalidStateException | ShutdownException e) {
                // The lease is gone; whoever has it now goes on from the last checkpoint.
                return;
            }
            if (!last.isEmpty()) write(number, "SAVED " + last);
            savedNanos = System.nanoTime();
        }

        @Override
        public void leaseLost(LeaseLostInput input) {
            write(number, "LOST");
        }

        @Override
        public void shardEnded(ShardEndedInput input) {
            save(input.checkpointer());
            write(number, "END");
        }

        @Override
        public void shutdownRequested(ShutdownRequestedInput input) {
            save(input.checkpointer());
        }
    }
}
