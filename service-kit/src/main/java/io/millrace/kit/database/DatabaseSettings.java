package io.millrace.kit.database;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the metadata is kept.
 *
 * @param url a JDBC URL of PostgreSQL 14 or later
 * @param user who signs in
 * @param password with what
 * @param connections the most that one service holds open
 * @param connectionWait how long a control operation waits for a connection before it answers a 503
 */
@ConfigurationProperties(prefix = "millrace.database", ignoreUnknownFields = false)
public record DatabaseSettings(
        String url,
        @DefaultValue("millrace") String user,
        @DefaultValue("") String password,
        @DefaultValue("8") int connections,
        @DefaultValue("3s") Duration connectionWait) {
    @Override
    public String toString() {
        return "DatabaseSettings[" + url + "]";
    }
}
