package io.millrace.kit.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Spring Data JPA over one small pool. A service imports it and says where its entities and repositories are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
@ImportAutoConfiguration({
    HibernateJpaAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    DataJpaRepositoriesAutoConfiguration.class,
    PersistenceExceptionTranslationAutoConfiguration.class
})
public class DatabaseConfiguration {
    /** Connections of a service that seldom needs one: it closes them again. */
    private static final Duration SPARING_IDLE_LIFE = Duration.ofSeconds(30);

    /** For a service that declares it as a bean: it holds few connections, and none while it is idle. */
    public record Sparing(int connections) {}

    @Bean
    HikariDataSource dataSource(DatabaseSettings settings, ObjectProvider<Sparing> sparing) {
        var pool = new HikariConfig();
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.user());
        pool.setPassword(settings.password());
        pool.setMaximumPoolSize(settings.connections());
        pool.setMinimumIdle(1);
        sparing.ifAvailable(few -> {
            pool.setMaximumPoolSize(Math.min(few.connections(), settings.connections()));
            pool.setMinimumIdle(0);
            pool.setIdleTimeout(SPARING_IDLE_LIFE.toMillis());
        });
        pool.setConnectionTimeout(settings.connectionWait().toMillis());
        // A server that went away without a word must not hold a call for the minutes that TCP takes to notice.
        pool.addDataSourceProperty("socketTimeout", "4");
        pool.addDataSourceProperty("connectTimeout", "3");
        pool.addDataSourceProperty("ApplicationName", "millrace");
        return new HikariDataSource(pool);
    }

    /** Lazy: who does not ask for it spares the server a question every few seconds. */
    @Bean
    @Lazy
    DatabaseHealth databaseHealth(HikariDataSource dataSource) {
        return new DatabaseHealth(dataSource);
    }
}
