package io.millrace.firehose.s3;

import io.millrace.firehose.delivery.MemoryLedger;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Writes one object: at once if it fits into a part, otherwise part by part, holding one part in memory. Nothing is there under
 * the key before {@link #finish} returns, and nothing is left behind if {@link #close} comes without it.
 *
 * <p>Holds a core while bytes are made, and none while they travel, so a store that takes its time keeps nobody from working.
 */
final class ObjectUpload implements AutoCloseable {
    /** The least that S3 takes as a part that is not the last (S3 user guide, multipart upload limits). */
    static final int PART_BYTES = 5 * 1024 * 1024;

    /** Room for what a format adds, and for what can't be made smaller. */
    private static final int SLACK_BYTES = 4 * 1024;

    private static final String TYPE = "application/octet-stream";

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final @Nullable String encoding;
    private final Semaphore cores;
    private final MemoryLedger.Claim claim;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] buffer;
    private int length;
    private @Nullable String uploadId;
    private boolean finished;

    /**
     * Waits for memory and a core.
     *
     * @param expectedBytes of data, before compression
     */
    ObjectUpload(
            S3Client client,
            String bucket,
            String key,
            @Nullable String encoding,
            long expectedBytes,
            MemoryLedger ledger,
            Semaphore cores)
            throws InterruptedException {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.encoding = encoding;
        this.cores = cores;
        int room = (int) Math.min(PART_BYTES, expectedBytes + SLACK_BYTES);
        claim = ledger.claim(room);
        try {
            cores.acquire();
        } catch (InterruptedException e) {
            claim.close();
            throw e;
        }
        buffer = new byte[room];
    }

    /** Where the object's bytes are written; closing it changes nothing. */
    OutputStream body() {
        return new Body();
    }

    private final class Body extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            int at = offset;
            int left = count;
            while (left > 0) {
                if (length == PART_BYTES) sendPart();
                if (length == buffer.length)
                    buffer = Arrays.copyOf(buffer, (int) Math.min(PART_BYTES, 2L * buffer.length));
                int n = Math.min(left, buffer.length - length);
                System.arraycopy(bytes, at, buffer, length, n);
                length += n;
                at += n;
                left -= n;
            }
        }
    }

    private void sendPart() throws IOException {
        if (Thread.interrupted()) throw new InterruptedIOException();
        String id = uploadId;
        if (id == null) {
            id = away(() -> client.createMultipartUpload(request ->
                            request.bucket(bucket).key(key).contentType(TYPE).contentEncoding(encoding))
                    .uploadId());
            uploadId = id;
        }
        int number = parts.size() + 1;
        String upload = id;
        var sent = away(() -> client.uploadPart(
                request -> request.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                RequestBody.fromByteBuffer(ByteBuffer.wrap(buffer, 0, length))));
        parts.add(CompletedPart.builder().partNumber(number).eTag(sent.eTag()).build());
        length = 0;
    }

    /** Makes the object be there. */
    void finish() throws IOException {
        String id = uploadId;
        if (id == null) {
            away(() -> client.putObject(
                    request -> request.bucket(bucket).key(key).contentType(TYPE).contentEncoding(encoding),
                    RequestBody.fromByteBuffer(ByteBuffer.wrap(buffer, 0, length))));
        } else {
            if (length > 0) sendPart();
            away(() -> client.completeMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts))));
        }
        finished = true;
    }

    /** Calls the store without holding a core. */
    private <T> T away(Supplier<T> call) {
        cores.release();
        try {
            return call.get();
        } finally {
            cores.acquireUninterruptibly();
        }
    }

    /** Gives back core and memory, and the parts of an object that did not come about. */
    @Override
    public void close() {
        cores.release();
        claim.close();
        String id = uploadId;
        if (finished || id == null) return;
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(bucket).key(key).uploadId(id));
        } catch (RuntimeException e) {
            // The store is away: the parts stay until a rule of the bucket removes them.
        }
    }
}
