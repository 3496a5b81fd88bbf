package io.millrace.kit.database;

import org.flywaydb.core.Flyway;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/** Brings each schema to the version that this build knows, before anything reads it. */
public final class Migrations {
    private Migrations() {}

    /** Migrates schemas by name, each from {@code db/<name>}. Safe when several services start at once. */
    public static void run(ConfigurableEnvironment environment, String... schemas) {
        var settings = Binder.get(environment)
                .bind("millrace.database", DatabaseSettings.class)
                .orElse(null);
        if (settings == null || settings.url() == null)
            throw new IllegalArgumentException("millrace.database.url is not set");
        for (String schema : schemas)
            Flyway.configure()
                    .dataSource(settings.url(), settings.user(), settings.password())
                    .schemas(schema)
                    .locations("classpath:db/" + schema)
                    .load()
                    .migrate();
    }
}
