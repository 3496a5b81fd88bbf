package io.millrace.firehose;

import io.millrace.firehose.delivery.Deliveries;
import io.millrace.firehose.delivery.DeliveryConfiguration;
import io.millrace.firehose.delivery.MemoryLedger;
import io.millrace.firehose.destination.Supported;
import io.millrace.firehose.function.AllFunctions;
import io.millrace.firehose.function.LambdaFunctions;
import io.millrace.firehose.function.UrlFunctions;
import io.millrace.firehose.ingest.Ingest;
import io.millrace.firehose.ingest.PutRecord;
import io.millrace.firehose.ingest.PutRecordBatch;
import io.millrace.firehose.processing.RecordProcessing;
import io.millrace.firehose.s3.S3Delivery;
import io.millrace.firehose.stream.DeliveryStreamStore;
import io.millrace.firehose.stream.DeliveryStreams;
import io.millrace.firehose.stream.Lifecycle;
import io.millrace.firehose.stream.StreamConfiguration;
import io.millrace.firehose.stream.StreamOperations;
import io.millrace.firehose.stream.StreamRules;
import io.millrace.firehose.stream.StreamTags;
import io.millrace.firehose.tag.ListTagsForDeliveryStream;
import io.millrace.firehose.tag.TagDeliveryStream;
import io.millrace.firehose.tag.UntagDeliveryStream;
import io.millrace.identity.Authenticator;
import io.millrace.kit.audit.AuditConfiguration;
import io.millrace.kit.audit.AuditedCalls;
import io.millrace.kit.credentials.CredentialsConfiguration;
import io.millrace.kit.credentials.IdentitySettings;
import io.millrace.kit.database.DatabaseConfiguration;
import io.millrace.kit.database.DatabaseFaults;
import io.millrace.kit.database.DatabaseHealth;
import io.millrace.kit.request.ApiOperation;
import io.millrace.kit.request.ApiPipeline;
import io.millrace.kit.request.ApiSettings;
import io.millrace.kit.request.Operation.NoOutput;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceDoor;
import io.millrace.log.LocalLog;
import io.millrace.log.LocalLogSettings;
import io.millrace.log.RecordLog;
import io.millrace.wire.OperationRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** How the parts of the service fit together. */
@Configuration(proxyBeanMethods = false)
@Import({
    DatabaseConfiguration.class,
    CredentialsConfiguration.class,
    AuditConfiguration.class,
    StreamConfiguration.class,
    DeliveryConfiguration.class
})
@EntityScan({"io.millrace.firehose", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
@EnableJpaRepositories({"io.millrace.firehose", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
@EnableConfigurationProperties(FirehoseSettings.class)
public class FirehoseConfiguration {
    /** The part of {@code X-Amz-Target} before the operation. */
    public static final String TARGET_PREFIX = "Firehose_20150804";

    /** A batch holds at most 4 MiB of records, which base64 makes a third longer, and some room for the rest. */
    private static final int MAX_BODY_BYTES = 8 * 1024 * 1024;

    private static final int MAX_CONCURRENT_CALLS = 1024;

    @Bean(destroyMethod = "close")
    RecordLog recordLog(FirehoseSettings settings, Platform platform) {
        var log = settings.log();
        if (log.directory() == null) throw new IllegalArgumentException("millrace.firehose.log.directory is not set");
        return LocalLog.open(
                LocalLogSettings.in(log.directory())
                        .withJournalSegmentBytes(log.journalSegmentSize().toBytes())
                        .withClusterAfterSegments(log.clusterAfterSegments())
                        .withTailCacheBytes(log.tailCacheSize().toBytes())
                        .withQueueBytes(log.queueSize().toBytes()),
                platform.clock());
    }

    @Bean
    MemoryLedger memoryLedger(FirehoseSettings settings) {
        return new MemoryLedger(settings.deliveryMemory().toBytes());
    }

    @Bean(destroyMethod = "close")
    S3Delivery s3Delivery(FirehoseSettings settings, MemoryLedger ledger) {
        return new S3Delivery(settings.s3(), ledger);
    }

    @Bean(destroyMethod = "close")
    UrlFunctions urlFunctions(FirehoseSettings settings) {
        return new UrlFunctions(settings.functions());
    }

    @Bean(destroyMethod = "close")
    LambdaFunctions lambdaFunctions(FirehoseSettings settings) {
        return new LambdaFunctions(settings.functions());
    }

    @Bean
    RecordProcessing recordProcessing(UrlFunctions urls, LambdaFunctions lambda, Platform platform) {
        return new RecordProcessing(new AllFunctions(List.of(urls, lambda)), platform.clock());
    }

    @Bean
    Ingest ingest(DeliveryStreams streams, RecordLog log, Deliveries deliveries, FirehoseSettings settings) {
        long limit = settings.backlogLimit().toBytes();
        return new Ingest(streams, log, stream -> limit - deliveries.backlogBytes(stream.id()));
    }

    @Bean
    DeliveryStreams deliveryStreams(@Value("${millrace.region}") String region) {
        return new DeliveryStreams(region);
    }

    @Bean
    StreamRules streamRules(FirehoseSettings settings, ObjectProvider<Supported> supported) {
        return new StreamRules(
                settings.transitionDelay(), settings.streamLimit(), supported.getIfAvailable(() -> Supported.TODAY));
    }

    @Bean
    OperationRegistry<ApiOperation<?, ?>> operations(
            DeliveryStreams streams,
            DeliveryStreamStore store,
            Lifecycle lifecycle,
            StreamTags tags,
            StreamRules rules,
            Ingest ingest,
            Platform platform) {
        var registry = new OperationRegistry<ApiOperation<?, ?>>(TARGET_PREFIX, Set.of());
        var operations = new StreamOperations(streams, store, lifecycle, tags, rules, platform.clock());
        operations.all().forEach(operation -> registry.register(operation.name(), operation));
        var tagOperations = List.<ApiOperation<?, ?>>of(
                new ApiOperation<>(
                        TagDeliveryStream.Input.class, NoOutput.class, new TagDeliveryStream(streams, tags), null),
                new ApiOperation<>(
                        UntagDeliveryStream.Input.class, NoOutput.class, new UntagDeliveryStream(streams, tags), null),
                new ApiOperation<>(
                        ListTagsForDeliveryStream.Input.class,
                        ListTagsForDeliveryStream.Output.class,
                        new ListTagsForDeliveryStream(streams, tags),
                        null));
        var put = new ApiOperation<>(PutRecord.Input.class, PutRecord.Output.class, new PutRecord(ingest), null);
        var putBatch = new ApiOperation<>(
                PutRecordBatch.Input.class, PutRecordBatch.Output.class, new PutRecordBatch(ingest), null);
        registry.register(put.name(), put);
        registry.register(putBatch.name(), putBatch);
        tagOperations.forEach(operation -> registry.register(operation.name(), operation));
        return registry;
    }

    @Bean(destroyMethod = "close")
    ApiPipeline apiPipeline(
            FirehoseSettings settings,
            OperationRegistry<ApiOperation<?, ?>> operations,
            Authenticator authenticator,
            AuditedCalls audit,
            Platform platform) {
        return new ApiPipeline(
                new ApiSettings(
                        "firehose",
                        "firehose",
                        MAX_BODY_BYTES,
                        settings.maxBodyMemory().toBytes(),
                        false,
                        MAX_CONCURRENT_CALLS),
                operations,
                authenticator,
                (operation, input, caller) -> {},
                new DatabaseFaults(),
                audit,
                platform.metrics());
    }

    @Bean(destroyMethod = "close")
    ServiceDoor serviceDoor(
            FirehoseSettings settings,
            IdentitySettings identity,
            ApiPipeline pipeline,
            DatabaseHealth database,
            RecordLog log,
            Platform platform)
            throws IOException {
        IdentitySettings.checkListening(identity.mode(), settings.host());
        return ServiceDoor.open(
                "firehose", settings.host(), settings.port(), pipeline, new FirehoseHealth(database, log), platform);
    }
}
