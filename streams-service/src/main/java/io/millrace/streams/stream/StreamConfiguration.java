package io.millrace.streams.stream;

import io.millrace.kit.service.Platform;
import io.millrace.log.RecordLog;
import io.millrace.streams.account.BillingCommitments;
import io.millrace.streams.limit.LimitProfiles;
import io.millrace.streams.token.PageTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to streams from their creation to their deletion. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
    @Bean
    StreamStore streamStore(
            StreamRepository streamRows,
            ShardRepository shardRows,
            PlatformTransactionManager transactions,
            Streams streams,
            RecordLog log,
            LimitProfiles profiles,
            Platform platform) {
        var store = new StreamStore(
                streamRows, shardRows, new TransactionTemplate(transactions), streams, log, profiles, platform.clock());
        store.load();
        return store;
    }

    @Bean
    Lifecycle lifecycle(StreamStore store, Streams streams, RegisteredConsumers consumers, LifecycleDelay delay) {
        var lifecycle = new Lifecycle(store, streams, consumers, delay.value());
        lifecycle.resume();
        return lifecycle;
    }

    @Bean
    OnDemandScaling onDemandScaling(Streams streams, StreamStore store, Lifecycle lifecycle, Platform platform) {
        return new OnDemandScaling(store, new Resharding(streams, store, lifecycle), platform.clock());
    }

    @Bean
    Retention retention(Streams streams, StreamStore loaded, RecordLog log, Platform platform) {
        return new Retention(streams, loaded, log, platform.clock());
    }

    @Bean
    StreamTags streamTags(TagRepository rows, PlatformTransactionManager transactions) {
        return new StreamTags(rows, new TransactionTemplate(transactions));
    }

    @Bean
    StreamOperations streamOperations(
            Streams streams,
            StreamStore store,
            Lifecycle lifecycle,
            RegisteredConsumers consumers,
            StreamTags tags,
            StreamLimits limits,
            BillingCommitments commitments,
            PageTokens tokens,
            Platform platform) {
        return new StreamOperations(
                streams, store, lifecycle, consumers, tags, limits, commitments, tokens, platform.clock());
    }
}
