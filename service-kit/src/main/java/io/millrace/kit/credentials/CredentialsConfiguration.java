package io.millrace.kit.credentials;

import io.millrace.identity.Authenticator;
import io.millrace.identity.PermissiveVerifier;
import io.millrace.identity.SecretSeal;
import io.millrace.identity.SigV4Verifier;
import io.millrace.kit.service.Platform;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Proof of callers, from the database and the master key. A service imports it beside its database. */
@Configuration(proxyBeanMethods = false)
@Import(MasterKeyConfiguration.class)
public class CredentialsConfiguration {
    @Bean
    AccessKeyDirectory accessKeys(
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            PlatformTransactionManager transactions,
            Platform platform,
            IdentitySettings settings,
            // Only that it is made before the keys are read.
            ConsoleKey consoleKey,
            @Value("${millrace.account}") String account) {
        new RootKey(accounts, keys, seal, new TransactionTemplate(transactions), platform.clock())
                .ensure(account, settings);
        return new AccessKeyDirectory(keys, seal);
    }

    @Bean
    Authenticator authenticator(
            IdentitySettings settings,
            AccessKeyDirectory keys,
            Platform platform,
            @Value("${millrace.account}") String account,
            @Value("${millrace.region}") String region) {
        return switch (settings.mode()) {
            case STRICT -> new SigV4Verifier(keys, platform.clock(), Set.of(region));
            case PERMISSIVE -> new PermissiveVerifier(account);
        };
    }
}
