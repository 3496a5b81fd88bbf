package io.millrace.kit.audit;

import io.millrace.kit.credentials.ConsoleKey;
import io.millrace.kit.service.Platform;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit of a service, beside its database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditSettings.class)
public class AuditConfiguration {
    @Bean
    Audit audit(
            AuditRepository rows, PlatformTransactionManager transactions, AuditSettings settings, Platform platform) {
        return new Audit(rows, new TransactionTemplate(transactions), platform.clock(), settings.retention());
    }

    @Bean
    AuditedCalls auditedCalls(Audit audit, ConsoleKey console, Platform platform) {
        return new AuditedCalls(audit, console, platform.clock());
    }
}
