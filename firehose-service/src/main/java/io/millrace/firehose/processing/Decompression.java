package io.millrace.firehose.processing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Unpacks the GZIP that CloudWatch Logs sends. */
final class Decompression implements Step {
    /** Bytes that a record may unpack to: CloudWatch Logs sends at most 1 MiB of them packed; more is taken for a bomb. */
    static final int MAX_BYTES = 16 << 20;

    @Override
    public void apply(Item item, Consumer<Item> next) throws StepFailure {
        byte[] data;
        try (var in = new GZIPInputStream(new ByteArrayInputStream(item.data()))) {
            data = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw failure("The record is not GZIP: " + e.getMessage());
        }
        if (data.length > MAX_BYTES) throw failure("The record is larger than " + MAX_BYTES + " bytes when unpacked.");
        next.accept(item.withData(data));
    }

    private static StepFailure failure(String message) {
        return new StepFailure(StepFailure.PROCESSING, "Decompression.InvalidRecord", message);
    }
}
