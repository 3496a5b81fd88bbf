package io.millrace.streams.fanout;

import io.millrace.kit.service.Platform;
import io.millrace.streams.stream.LifecycleDelay;
import io.millrace.streams.stream.StreamStore;
import io.millrace.streams.stream.Streams;
import io.millrace.streams.token.PageTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to consumers and their subscriptions. */
@Configuration(proxyBeanMethods = false)
public class FanoutConfiguration {
    @Bean
    Consumers consumers(Streams streams) {
        return new Consumers(streams);
    }

    @Bean
    ConsumerTags consumerTags(ConsumerTagRepository rows, PlatformTransactionManager transactions) {
        return new ConsumerTags(rows, new TransactionTemplate(transactions));
    }

    @Bean
    ConsumerStore consumerStore(
            ConsumerRepository rows,
            ConsumerTags tags,
            PlatformTransactionManager transactions,
            StreamStore loaded,
            Streams streams,
            Consumers consumers,
            ConsumerLimit limit) {
        var store =
                new ConsumerStore(rows, tags, new TransactionTemplate(transactions), loaded, streams, consumers, limit);
        store.load();
        return store;
    }

    @Bean(destroyMethod = "close")
    ConsumerLifecycle consumerLifecycle(
            ConsumerStore store, Consumers consumers, LifecycleDelay delay, Platform platform) {
        var lifecycle = new ConsumerLifecycle(store, consumers, delay.value(), platform.clock());
        lifecycle.resume();
        return lifecycle;
    }

    @Bean(destroyMethod = "close")
    Subscriptions subscriptions(Streams streams, Consumers consumers, Platform platform) {
        return new Subscriptions(streams, consumers, new FanoutMetrics(platform.metrics()), platform.clock());
    }

    @Bean
    FanoutOperations fanoutOperations(
            Streams streams,
            Consumers consumers,
            ConsumerStore store,
            ConsumerLifecycle lifecycle,
            Subscriptions subscriptions,
            PageTokens tokens,
            Platform platform) {
        return new FanoutOperations(streams, consumers, store, lifecycle, subscriptions, tokens, platform.clock());
    }
}
