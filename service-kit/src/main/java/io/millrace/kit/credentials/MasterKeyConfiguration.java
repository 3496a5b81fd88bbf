package io.millrace.kit.credentials;

import io.millrace.identity.MasterKey;
import io.millrace.identity.SecretSeal;
import io.millrace.kit.service.Platform;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is sealed with the master key, for those who prove no callers: the gateway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
public class MasterKeyConfiguration {
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
    ConsoleKey consoleKey(
            AccountRepository accounts,
            AccessKeyRepository keys,
            SecretSeal seal,
            PlatformTransactionManager transactions,
            Platform platform,
            @Value("${millrace.account}") String account) {
        return ConsoleKey.ensure(
                account, accounts, keys, seal, new TransactionTemplate(transactions), platform.clock());
    }

    @Bean
    @Lazy
    AccessKeyStore accessKeyStore(
            AccessKeyRepository keys,
            SecretSeal seal,
            PlatformTransactionManager transactions,
            Platform platform,
            @Value("${millrace.account}") String account) {
        return new AccessKeyStore(keys, seal, new TransactionTemplate(transactions), platform.clock(), account);
    }
}
