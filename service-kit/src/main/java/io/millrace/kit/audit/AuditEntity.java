package io.millrace.kit.audit;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event as it is stored; written once, never changed. */
@Entity
@Table(schema = "audit", name = "event")
class AuditEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long id;

    Instant at = Instant.EPOCH;
    String account = "";
    String actor = "";
    String accessKeyId = "";
    String source = "";
    String service = "";
    String action = "";

    @Nullable
    String resource;

    String result = "";
    String requestId = "";
    String detail = "";
    String sourceAddress = "";

    protected AuditEntity() {}

    AuditEntity(AuditEvent event) {
        at = event.at();
        account = fit(event.account(), 12);
        actor = fit(event.actor(), 2048);
        accessKeyId = fit(event.accessKeyId(), 128);
        source = event.source();
        service = event.service();
        action = fit(event.action(), 128);
        resource = event.resource() == null ? null : fit(event.resource(), 2048);
        result = fit(event.result(), 128);
        requestId = fit(event.requestId(), 64);
        detail = fit(event.detail(), 8192);
        sourceAddress = fit(event.sourceAddress(), 64);
    }

    /** What was asked for may be anything; a row must come of it all the same. */
    private static String fit(String text, int length) {
        String storable = text.replace("\0", "\\0");
        return storable.length() <= length ? storable : storable.substring(0, length);
    }

    AuditEvent event() {
        return new AuditEvent(
                at,
                account,
                actor,
                accessKeyId,
                source,
                service,
                action,
                resource,
                result,
                requestId,
                detail,
                sourceAddress);
    }
}
