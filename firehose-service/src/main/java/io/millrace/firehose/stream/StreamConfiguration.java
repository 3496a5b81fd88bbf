package io.millrace.firehose.stream;

import io.millrace.identity.MasterKey;
import io.millrace.identity.SecretSeal;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to delivery streams from their creation to their deletion. */
@Configuration(proxyBeanMethods = false)
public class StreamConfiguration {
    @Bean
    DeliveryStreamStore deliveryStreamStore(
            DeliveryStreamRepository rows,
            PlatformTransactionManager transactions,
            DeliveryStreams streams,
            MasterKey masterKey) {
        var seal = new SecretSeal(masterKey.derived("firehose secrets"));
        var store = new DeliveryStreamStore(
                rows, new TransactionTemplate(transactions), streams, new StoredDestination(seal));
        store.load();
        return store;
    }

    @Bean
    Lifecycle lifecycle(DeliveryStreamStore store, DeliveryStreams streams, StreamRules rules) {
        var lifecycle = new Lifecycle(store, streams, rules.transitionDelay());
        lifecycle.resume();
        return lifecycle;
    }

    @Bean
    StreamTags streamTags(TagRepository rows, PlatformTransactionManager transactions) {
        return new StreamTags(rows, new TransactionTemplate(transactions));
    }
}
