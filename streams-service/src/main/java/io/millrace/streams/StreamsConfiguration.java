package io.millrace.streams;

import io.millrace.identity.Authenticator;
import io.millrace.identity.MasterKey;
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
import io.millrace.kit.request.FaultTranslator;
import io.millrace.kit.request.Operation.NoOutput;
import io.millrace.kit.service.Platform;
import io.millrace.kit.service.ServiceDoor;
import io.millrace.log.LocalLog;
import io.millrace.log.LocalLogSettings;
import io.millrace.log.RecordLog;
import io.millrace.streams.account.AccountConfiguration;
import io.millrace.streams.account.BillingCommitments;
import io.millrace.streams.account.DescribeAccountSettings;
import io.millrace.streams.account.UpdateAccountSettings;
import io.millrace.streams.consume.FastReads;
import io.millrace.streams.consume.GetRecords;
import io.millrace.streams.consume.GetShardIterator;
import io.millrace.streams.consume.ReadMetrics;
import io.millrace.streams.consume.ShardIterators;
import io.millrace.streams.fanout.ConsumerLimit;
import io.millrace.streams.fanout.ConsumerTags;
import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.fanout.FanoutConfiguration;
import io.millrace.streams.fanout.FanoutOperations;
import io.millrace.streams.fanout.Subscriptions;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.load.LoadOperations;
import io.millrace.streams.load.LoadSampling;
import io.millrace.streams.load.ShardMetrics;
import io.millrace.streams.load.StreamLoads;
import io.millrace.streams.policy.DeleteResourcePolicy;
import io.millrace.streams.policy.GetResourcePolicy;
import io.millrace.streams.policy.PolicyConfiguration;
import io.millrace.streams.policy.PutResourcePolicy;
import io.millrace.streams.policy.ResourcePolicies;
import io.millrace.streams.produce.Appender;
import io.millrace.streams.produce.FastPuts;
import io.millrace.streams.produce.PutMetrics;
import io.millrace.streams.produce.PutRecord;
import io.millrace.streams.produce.PutRecords;
import io.millrace.streams.settings.DescribeSettings;
import io.millrace.streams.storage.StorageConfiguration;
import io.millrace.streams.storage.StorageOperations;
import io.millrace.streams.storage.StorageSettings;
import io.millrace.streams.stream.LifecycleDelay;
import io.millrace.streams.stream.OnDemandScaling;
import io.millrace.streams.stream.StreamConfiguration;
import io.millrace.streams.stream.StreamLimits;
import io.millrace.streams.stream.StreamOperations;
import io.millrace.streams.stream.StreamTags;
import io.millrace.streams.stream.Streams;
import io.millrace.streams.tag.AddTagsToStream;
import io.millrace.streams.tag.ListTagsForResource;
import io.millrace.streams.tag.ListTagsForStream;
import io.millrace.streams.tag.RemoveTagsFromStream;
import io.millrace.streams.tag.TagResource;
import io.millrace.streams.tag.TaggedResources;
import io.millrace.streams.tag.UntagResource;
import io.millrace.streams.tier.S3Objects;
import io.millrace.streams.tier.TierSettings;
import io.millrace.streams.token.PageTokens;
import io.millrace.streams.token.TokenSeal;
import io.millrace.wire.OperationRegistry;
import java.io.IOException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** How the parts of the service fit together: read from top to bottom, it is the way of a record. */
@Configuration(proxyBeanMethods = false)
@Import({
    DatabaseConfiguration.class,
    CredentialsConfiguration.class,
    AuditConfiguration.class,
    StreamConfiguration.class,
    AccountConfiguration.class,
    PolicyConfiguration.class,
    FanoutConfiguration.class,
    StorageConfiguration.class
})
@EntityScan({"io.millrace.streams", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
@EnableJpaRepositories({"io.millrace.streams", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
@EnableConfigurationProperties(StreamsSettings.class)
public class StreamsConfiguration {
    /** The part of {@code X-Amz-Target} before the operation. */
    public static final String TARGET_PREFIX = "Kinesis_20131202";

    /** The same of what is ours and not of the API. */
    public static final String OWN_TARGET_PREFIX = "Millrace_20261122";

    /** A body holds at most 10 MiB of records, which base64 makes a third longer, and some room for the rest. */
    private static final int MAX_BODY_BYTES = 16 * 1024 * 1024;

    private static final int MAX_CONCURRENT_CALLS = 1024;

    @Bean(destroyMethod = "close")
    RecordLog recordLog(StreamsSettings settings, Platform platform) {
        var log = settings.log();
        if (log.directory() == null) throw new IllegalArgumentException("millrace.streams.log.directory is not set");
        var opened = LocalLog.open(
                new LocalLogSettings(
                        log.directory(),
                        log.journalSegmentSize().toBytes(),
                        log.clusterAfterSegments(),
                        log.tailCacheSize().toBytes(),
                        log.queueSize().toBytes(),
                        switch (log.durability()) {
                            case FSYNC -> LocalLogSettings.Durability.FSYNC;
                            case OS -> LocalLogSettings.Durability.OS;
                        },
                        log.compression(),
                        tiering(log.tier())),
                platform.clock());
        new LogMetrics(platform.metrics(), opened).register();
        return opened;
    }

    private static LocalLogSettings.@Nullable Tiering tiering(TierSettings tier) {
        if (tier.bucket() == null) return null;
        return new LocalLogSettings.Tiering(
                new S3Objects(tier), tier.after(), tier.cacheSize().toBytes());
    }

    @Bean
    Streams streams(@Value("${millrace.region}") String region) {
        return new Streams(region);
    }

    @Bean
    StreamLimits streamLimits(StreamsSettings settings, Streams streams) {
        return new StreamLimits(settings.shardLimit(), settings.onDemandStreamLimit(), streams);
    }

    @Bean
    LimitProfiles limitProfiles(StreamsSettings settings) {
        var limits = settings.limits();
        return new LimitProfiles(limits.profile(), limits.accounts(), limits.streams());
    }

    @Bean(destroyMethod = "close")
    LoadSampling loadSampling(
            Streams streams, OnDemandScaling scaling, StreamLoads loads, StreamsSettings settings, Platform platform) {
        return new LoadSampling(
                streams, scaling, new ShardMetrics(platform.metrics()), loads, settings.loadSample(), platform.clock());
    }

    @Bean
    StreamLoads streamLoads(Streams streams, Subscriptions subscriptions) {
        return new StreamLoads(streams, subscriptions);
    }

    @Bean
    LoadOperations loadOperations(
            Streams streams,
            StreamLoads loads,
            LimitProfiles profiles,
            Consumers consumers,
            Subscriptions subscriptions,
            Platform platform) {
        return new LoadOperations(streams, loads, profiles, consumers, subscriptions, platform.clock());
    }

    @Bean
    StorageSettings storageSettings(StreamsSettings settings) {
        var log = settings.log();
        return new StorageSettings(
                Objects.requireNonNull(log.directory()),
                log.durability().name(),
                log.compression().name(),
                log.tier().bucket(),
                log.checkRate().toBytes());
    }

    @Bean
    LifecycleDelay lifecycleDelay(StreamsSettings settings) {
        return new LifecycleDelay(settings.transitionDelay());
    }

    @Bean
    ConsumerLimit consumerLimit(StreamsSettings settings, BillingCommitments commitments) {
        return new ConsumerLimit(settings.consumerLimit(), commitments);
    }

    @Bean
    TokenSeal tokenSeal(MasterKey masterKey) {
        return new TokenSeal(masterKey.derive("streams tokens"));
    }

    @Bean
    PageTokens pageTokens(TokenSeal seal, Platform platform) {
        return new PageTokens(seal, platform.clock());
    }

    @Bean(destroyMethod = "close")
    FastReads fastReads(ShardIterators iterators, ReadMetrics metrics, Platform platform) {
        return new FastReads(iterators, metrics, platform.clock());
    }

    @Bean
    ShardIterators shardIterators(TokenSeal seal, Streams streams, Platform platform) {
        return new ShardIterators(seal, streams, platform.clock());
    }

    @Bean
    ReadMetrics readMetrics(Platform platform) {
        return new ReadMetrics(platform.metrics());
    }

    @Bean
    OperationRegistry<ApiOperation<?, ?>> operations(
            Streams streams,
            StreamOperations streamOperations,
            BillingCommitments commitments,
            ResourcePolicies policies,
            FanoutOperations fanoutOperations,
            StreamTags streamTags,
            Consumers consumers,
            ConsumerTags consumerTags,
            RecordLog log,
            ShardIterators iterators,
            FastReads fastReads,
            ReadMetrics readMetrics,
            Platform platform) {
        var clock = platform.clock();
        var putMetrics = new PutMetrics(platform.metrics());
        var appender = new Appender(streams, log, putMetrics, clock);
        var fastPuts = new FastPuts(streams, log, putMetrics);
        var registry = new OperationRegistry<ApiOperation<?, ?>>(TARGET_PREFIX, Set.of());
        streamOperations.all().forEach(operation -> registry.register(operation.name(), operation));
        fanoutOperations.all().forEach(operation -> registry.register(operation.name(), operation));
        var tagged = new TaggedResources(streams, streamTags, consumers, consumerTags);
        register(
                registry,
                new ApiOperation<>(
                        PutRecord.Input.class,
                        PutRecord.Output.class,
                        new PutRecord(streams, appender, clock),
                        fastPuts.putRecord()),
                new ApiOperation<>(
                        PutRecords.Input.class,
                        PutRecords.Output.class,
                        new PutRecords(streams, appender),
                        fastPuts.putRecords()),
                new ApiOperation<>(
                        GetShardIterator.Input.class,
                        GetShardIterator.Output.class,
                        new GetShardIterator(streams, iterators, clock),
                        null),
                new ApiOperation<>(
                        GetRecords.Input.class,
                        GetRecords.Output.class,
                        new GetRecords(iterators, readMetrics, clock),
                        fastReads),
                new ApiOperation<>(
                        AddTagsToStream.Input.class, NoOutput.class, new AddTagsToStream(streams, streamTags), null),
                new ApiOperation<>(
                        RemoveTagsFromStream.Input.class,
                        NoOutput.class,
                        new RemoveTagsFromStream(streams, streamTags),
                        null),
                new ApiOperation<>(
                        ListTagsForStream.Input.class,
                        ListTagsForStream.Output.class,
                        new ListTagsForStream(streams, streamTags),
                        null),
                new ApiOperation<>(TagResource.Input.class, NoOutput.class, new TagResource(tagged), null),
                new ApiOperation<>(UntagResource.Input.class, NoOutput.class, new UntagResource(tagged), null),
                new ApiOperation<>(
                        ListTagsForResource.Input.class,
                        ListTagsForResource.Output.class,
                        new ListTagsForResource(tagged),
                        null),
                new ApiOperation<>(
                        DescribeAccountSettings.Input.class,
                        DescribeAccountSettings.Output.class,
                        new DescribeAccountSettings(commitments),
                        null),
                new ApiOperation<>(
                        UpdateAccountSettings.Input.class,
                        UpdateAccountSettings.Output.class,
                        new UpdateAccountSettings(commitments),
                        null),
                new ApiOperation<>(
                        PutResourcePolicy.Input.class, NoOutput.class, new PutResourcePolicy(policies), null),
                new ApiOperation<>(
                        GetResourcePolicy.Input.class,
                        GetResourcePolicy.Output.class,
                        new GetResourcePolicy(policies),
                        null),
                new ApiOperation<>(
                        DeleteResourcePolicy.Input.class, NoOutput.class, new DeleteResourcePolicy(policies), null));
        return registry;
    }

    private static void register(OperationRegistry<ApiOperation<?, ?>> registry, ApiOperation<?, ?>... operations) {
        for (var operation : operations) registry.register(operation.name(), operation);
    }

    @Bean(destroyMethod = "close")
    ApiPipeline apiPipeline(
            StreamsSettings settings,
            OperationRegistry<ApiOperation<?, ?>> operations,
            Authenticator authenticator,
            LimitProfiles profiles,
            LoadOperations loadOperations,
            StorageOperations storageOperations,
            ConfigurableApplicationContext context,
            AuditedCalls audit,
            Platform platform) {
        var own = new OperationRegistry<ApiOperation<?, ?>>(OWN_TARGET_PREFIX, Set.of());
        loadOperations.all().forEach(operation -> own.register(operation.name(), operation));
        storageOperations.all().forEach(operation -> own.register(operation.name(), operation));
        var settingsInForce = new DescribeSettings(context);
        register(
                own,
                new ApiOperation<>(DescribeSettings.Input.class, DescribeSettings.Output.class, settingsInForce, null));
        FaultTranslator database = new DatabaseFaults();
        FaultTranslator log = new LogFaults();
        return new ApiPipeline(
                new ApiSettings(
                        "streams",
                        "kinesis",
                        MAX_BODY_BYTES,
                        settings.maxBodyMemory().toBytes(),
                        true,
                        MAX_CONCURRENT_CALLS),
                operations.alsoFinding(own),
                authenticator,
                new CallAdmission(profiles, platform.clock()),
                cause -> {
                    var error = log.translate(cause);
                    return error != null ? error : database.translate(cause);
                },
                audit,
                platform.metrics());
    }

    @Bean(destroyMethod = "close")
    ServiceDoor serviceDoor(
            StreamsSettings settings,
            IdentitySettings identity,
            ApiPipeline pipeline,
            DatabaseHealth database,
            RecordLog log,
            Platform platform)
            throws IOException {
        IdentitySettings.checkListening(identity.mode(), settings.host());
        return ServiceDoor.open(
                "streams", settings.host(), settings.port(), pipeline, new StreamsHealth(database, log), platform);
    }
}
