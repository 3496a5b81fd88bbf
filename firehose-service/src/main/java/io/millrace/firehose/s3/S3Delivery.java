package io.millrace.firehose.s3;

import io.millrace.firehose.compress.Compression;
import io.millrace.firehose.delivery.Chunk;
import io.millrace.firehose.delivery.ChunkContent;
import io.millrace.firehose.delivery.Delivery;
import io.millrace.firehose.delivery.DeliveryFailure;
import io.millrace.firehose.delivery.MemoryLedger;
import io.millrace.firehose.destination.Destination;
import io.millrace.firehose.destination.ExtendedS3DestinationConfiguration;
import io.millrace.firehose.prefix.ObjectKey;
import io.millrace.firehose.prefix.Prefix;
import io.millrace.firehose.stream.DeliveryStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
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

    @Override
    public boolean serves(Destination destination) {
        return destination.extendedS3() != null;
    }

    private static ExtendedS3DestinationConfiguration configuration(DeliveryStream stream) {
        return Objects.requireNonNull(stream.destination().extendedS3());
    }

    @Override
    public Hints hints(DeliveryStream stream) {
        var hints = Objects.requireNonNull(configuration(stream).bufferingHints());
        return new Hints(
                Objects.requireNonNull(hints.sizeInMBs()) * MIB,
                Duration.ofSeconds(Objects.requireNonNull(hints.intervalInSeconds())));
    }

    @Override
    public String plan(DeliveryStream stream, Instant oldest) {
        var s3 = configuration(stream);
        var compression = Compression.of(Objects.requireNonNull(s3.compressionFormat()));
        var zone = s3.customTimeZone() == null ? ZoneOffset.UTC : ZoneId.of(s3.customTimeZone());
        var id = UUID.randomUUID();
        String prefix = Prefix.parse(s3.prefix(), Prefix.Use.PREFIX)
                .evaluate(oldest, zone, new Prefix.Values(Map.of(), Map.of(), null, RandomStrings::next));
        String extension = s3.fileExtension() == null || s3.fileExtension().isEmpty()
                ? compression.extension()
                : s3.fileExtension();
        return new S3Plan(
                        Objects.requireNonNull(s3.bucketARN()).substring(BUCKET_ARN.length()),
                        ObjectKey.of(prefix, stream.name(), stream.version(), oldest, zone, id, extension),
                        Objects.requireNonNull(s3.compressionFormat()),
                        id.toString(),
                        Delimiter.of(s3.processingConfiguration()))
                .text();
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
