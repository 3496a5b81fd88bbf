package io.millrace.streams.policy;

import io.millrace.streams.fanout.Consumers;
import io.millrace.streams.stream.Streams;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to resource policies. */
@Configuration(proxyBeanMethods = false)
public class PolicyConfiguration {
    @Bean
    ResourcePolicies resourcePolicies(
            ResourcePolicyRepository rows,
            PlatformTransactionManager transactions,
            Streams streams,
            Consumers consumers) {
        return new ResourcePolicies(rows, new TransactionTemplate(transactions), streams, consumers);
    }
}
