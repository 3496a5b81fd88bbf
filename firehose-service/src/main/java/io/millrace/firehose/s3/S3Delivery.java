package io.millrace.firehose.s3;

import io.millrace.firehose.compress.Compression;
import io.millrace.firehose.delivery.Chunk;
import io.millrace.firehose.delivery.ChunkContent;
import io.millrace.firehose.delivery.Delivery;
import io.millrace.firehose.delivery.DeliveryFailure;
import io.millrace.firehose.delivery.MemoryLedger;
import io.millrace.firehose.delivery.Route;
import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.destination.S3DestinationConfiguration;
import io.millrace.firehose.prefix.ObjectKey;
import io.millrace.firehose.stream.DeliveryStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes chunks as objects. Records are joined as they are, with the stream's delimiter if it has one, and compressed on the
 * way.
 */
public final class S3Delivery implements Delivery, AutoCloseable {
    private static final long MIB = 1024 * 1024;
    private static final String BUCKET_ARN = "arn:aws:s3:::";

    private final S3Client client;
    private final MemoryLedger ledger;
    /** Compressing is all CPU: more at once than cores would only hold more memory. */
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    public S3Delivery(S3Settings settings, MemoryLedger ledger) {
        this.client = S3Clients.of(settings);
        this.ledger = ledger;
    }

    /** Buckets keep what failed, and what came in, whatever the destination is. */
    @Override
    public boolean serves(Destination destination, Route route) {
        return destination.extendedS3() != null || route.kind() != Route.Kind.DESTINATION;
    }

    private static S3DestinationConfiguration bucket(DeliveryStream stream, Route route) {
        var destination = stream.destination();
        return route.kind() == Route.Kind.BACKUP
                ? Objects.requireNonNull(destination.backup())
                : destination.failures();
    }

    @Override
    public Hints hints(DeliveryStream stream, Route route) {
        var hints = Objects.requireNonNull(bucket(stream, route).bufferingHints());
        return new Hints(
                Objects.requireNonNull(hints.sizeInMBs()) * MIB,
                Duration.ofSeconds(Objects.requireNonNull(hints.intervalInSeconds())));
    }

    @Override
    public String plan(DeliveryStream stream, Route route, Instant oldest) {
        var bucket = bucket(stream, route);
        var extended =
                route.kind() == Route.Kind.BACKUP ? null : stream.destination().extendedS3();
        var zone = extended == null || extended.customTimeZone() == null
                ? ZoneOffset.UTC
                : ZoneId.of(extended.customTimeZone());
        var compression = Compression.of(Objects.requireNonNull(bucket.compressionFormat()));
        var id = UUID.randomUUID();
        var plain = route.kind() == Route.Kind.DESTINATION ? extended : null;
        return new S3Plan(
                        Objects.requireNonNull(bucket.bucketARN()).substring(BUCKET_ARN.length()),
                        ObjectKey.of(
                                Prefixes.evaluate(bucket, route, oldest, zone),
                                stream.name(),
                                stream.version(),
                                oldest,
                                zone,
                                id,
                                plain != null ? extension(plain, compression) : compression.extension()),
                        Objects.requireNonNull(bucket.compressionFormat()),
                        id.toString(),
                        plain != null ? Delimiter.of(plain.processingConfiguration()) : null)
                .text();
    }

    private static String extension(ExtendedS3DestinationConfiguration extended, Compression compression) {
        String given = extended.fileExtension();
        return given == null || given.isEmpty() ? compression.extension() : given;
    }

    @Override
    public String target(DeliveryStream stream, Chunk chunk) {
        return "s3:" + S3Plan.parse(chunk.plan()).bucket();
    }

    @Override
    public void deliver(DeliveryStream stream, Chunk chunk, ChunkContent content)
            throws DeliveryFailure, InterruptedException {
        var plan = S3Plan.parse(chunk.plan());
        var compression = Compression.of(plan.compression());
        byte[] delimiter = plan.delimiter();
        long expected = chunk.bytes() + (delimiter == null ? 0 : (long) delimiter.length * chunk.records());
        try (var upload = new ObjectUpload(
                client, plan.bucket(), plan.key(), compression.contentEncoding(), expected, ledger, cores)) {
            try (var out = compression.compress(upload.body(), UUID.fromString(plan.entry()))) {
                content.read((position, arrival, buffer, offset, length) -> {
                    out.write(buffer, offset, length);
                    if (delimiter != null) out.write(delimiter);
                    return true;
                });
            }
            upload.finish();
        } catch (InterruptedIOException e) {
            throw new InterruptedException();
        } catch (S3Exception e) {
            throw new DeliveryFailure(code(e), text(e), e);
        } catch (SdkException | IOException e) {
            throw new DeliveryFailure("S3.Unreachable", String.valueOf(e.getMessage()), e);
        }
    }

    private static String code(S3Exception e) {
        var details = e.awsErrorDetails();
        String code = details == null ? null : details.errorCode();
        return "S3." + (code == null ? "InternalError" : code);
    }

    private static String text(S3Exception e) {
        var details = e.awsErrorDetails();
        String message = details == null ? null : details.errorMessage();
        return message == null || message.isEmpty() ? "status " + e.statusCode() : message;
    }

    @Override
    public void close() {
        client.close();
    }
}
