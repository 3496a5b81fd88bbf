package io.millrace.kit.credentials;

import io.millrace.identity.Authenticator;
import io.millrace.identity.MasterKey;
import io.millrace.identity.PermissiveVerifier;
import io.millrace.identity.SecretSeal;
import io.millrace.identity.SigV4Verifier;
import io.millrace.kit.service.Platform;
import java.io.IOException;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Proof of callers, from the database and the master key. A service imports it beside its database. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class CredentialsConfiguration {
    @Bean
    MasterKey masterKey(IdentitySettings settings) throws IOException {
        if (settings.masterKey() != null) return MasterKey.fromBase64(settings.masterKey());
        if (settings.masterKeyFile() != null) return MasterKey.loadOrCreate(settings.masterKeyFile());
        throw new IllegalArgumentException(
                "neither millrace.identity.master-key nor millrace.identity.master-key-file is set");
    }

    @Bean
    SecretSeal secretSeal(MasterKey masterKey) {
        return new SecretSeal(masterKey);
    }

    @Bean
    AccessKeyDirectory accessKeys(
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            PlatformTransactionManager transactions,
            Platform platform,
            IdentitySettings settings,
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
