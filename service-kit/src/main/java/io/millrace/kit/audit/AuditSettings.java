package io.millrace.kit.audit;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The audit.
 *
 * @param retention how long its rows are kept
 */
@ConfigurationProperties(prefix = "millrace.audit", ignoreUnknownFields = false)
public record AuditSettings(@DefaultValue("365d") Duration retention) {}
