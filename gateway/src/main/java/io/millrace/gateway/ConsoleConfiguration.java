package io.millrace.gateway;

import io.millrace.gateway.access.Keys;
import io.millrace.gateway.audit.AuditEvents;
import io.millrace.gateway.audit.ConsoleAudit;
import io.millrace.gateway.calls.CallOperation;
import io.millrace.gateway.calls.Health;
import io.millrace.gateway.calls.ServiceCalls;
import io.millrace.gateway.console.AdminApi;
import io.millrace.gateway.console.Console;
import io.millrace.gateway.console.ConsoleMetrics;
import io.millrace.gateway.console.ConsoleSettings;
import io.millrace.gateway.console.Route;
import io.millrace.gateway.console.Sessions;
import io.millrace.gateway.console.StaticFiles;
import io.millrace.gateway.settings.SettingsList;
import io.millrace.gateway.signin.SignInConfiguration;
import io.millrace.gateway.signin.SignInConfiguration.SignInRoutes;
import io.millrace.gateway.tail.Tails;
import io.millrace.kit.audit.Audit;
import io.millrace.kit.audit.AuditConfiguration;
import io.millrace.kit.audit.AuditSettings;
import io.millrace.kit.credentials.AccessKeyStore;
import io.millrace.kit.credentials.ConsoleKey;
import io.millrace.kit.credentials.IdentitySettings;
import io.millrace.kit.credentials.MasterKeyConfiguration;
import io.millrace.kit.database.DatabaseConfiguration;
import io.millrace.kit.database.DatabaseSettings;
import io.millrace.kit.service.Platform;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/** The console's parts. Switched off, the gateway needs no database. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = GatewayService.CONSOLE_ENABLED, matchIfMissing = true)
@Import({DatabaseConfiguration.class, MasterKeyConfiguration.class, AuditConfiguration.class, SignInConfiguration.class
})
@EntityScan({"io.millrace.gateway", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
@EnableJpaRepositories({"io.millrace.gateway", "io.millrace.kit.credentials", "io.millrace.kit.audit"})
class ConsoleConfiguration {
    /** People who click need few connections, and an idle node none. */
    private static final int CONNECTIONS = 4;

    private static final List<Class<? extends Record>> SETTINGS =
            List.of(GatewaySettings.class, IdentitySettings.class, DatabaseSettings.class, AuditSettings.class);

    @Bean
    DatabaseConfiguration.Sparing sparing() {
        return new DatabaseConfiguration.Sparing(CONNECTIONS);
    }

    @Bean
    ConsoleSettings consoleSettings(GatewaySettings settings) {
        return settings.console();
    }

    @Bean(destroyMethod = "close")
    ServiceCalls serviceCalls(
            GatewaySettings settings, ConsoleKey key, Platform platform, @Value("${millrace.region}") String region) {
        return new ServiceCalls(platform, settings.services(), key, region);
    }

    @Bean(destroyMethod = "close")
    StaticFiles staticFiles() {
        return new StaticFiles();
    }

    @Bean
    ConsoleAudit consoleAudit(Audit audit, Platform platform, @Value("${millrace.account}") String account) {
        return new ConsoleAudit(audit, platform.clock(), account);
    }

    @Bean(destroyMethod = "close")
    AdminApi adminApi(
            SignInRoutes signIn,
            ServiceCalls services,
            Sessions sessions,
            AccessKeyStore keys,
            Audit audit,
            ConsoleAudit consoleAudit,
            GatewaySettings settings,
            Platform platform,
            DataSource database,
            ConfigurableEnvironment environment,
            @Value("${millrace.region}") String region,
            @Value("${millrace.account}") String account) {
        var routes = new ArrayList<Route>();
        routes.addAll(signIn.routes());
        routes.addAll(new CallOperation(services, consoleAudit).routes());
        routes.addAll(new Health(platform, settings.services(), database, region, account, version()).routes());
        var tails = new Tails(services, sessions);
        routes.addAll(tails.routes());
        routes.addAll(new Keys(keys, consoleAudit).routes());
        routes.addAll(new AuditEvents(audit).routes());
        routes.addAll(new SettingsList(environment, SETTINGS).routes());
        var metrics = new ConsoleMetrics(platform.metrics());
        metrics.tails(tails::count);
        return new AdminApi(routes, sessions, metrics);
    }

    private static String version() {
        String version = ConsoleConfiguration.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Bean
    Console console(StaticFiles files, AdminApi api) {
        return new Console(files, api);
    }
}
