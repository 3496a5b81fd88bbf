package io.millrace.streams.account;

import io.millrace.kit.service.Platform;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What belongs to accounts. */
@Configuration(proxyBeanMethods = false)
public class AccountConfiguration {
    @Bean
    BillingCommitments billingCommitments(
            BillingCommitmentRepository rows, PlatformTransactionManager transactions, Platform platform) {
        return new BillingCommitments(rows, new TransactionTemplate(transactions), platform.clock());
    }
}
