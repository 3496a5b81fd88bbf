package io.millrace.streams.produce;

import io.millrace.kit.request.ApiRequest;
import io.millrace.kit.request.FastPath;
import io.millrace.log.AppendBatch;
import io.millrace.log.AppendListener;
import io.millrace.log.LogException;
import io.millrace.log.RecordLog;
import io.millrace.streams.shard.HashKey;
import io.millrace.streams.stream.Stream;
import io.millrace.streams.stream.StreamErrors;
import io.millrace.streams.stream.Streams;
import io.netty.util.concurrent.FastThreadLocal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The short cut of PutRecord and PutRecords: parses, routes and hands over on the event loop that read the request, and
 * answers there when the log has it on disk. Takes nothing half: a request that is odd in any way is left untouched.
 */
public final class FastPuts {
    /** Data and keys of one call, in bytes (API reference of PutRecords). */
    static final int MAX_CALL_BYTES = 10 * 1024 * 1024;

    private static final int MAX_HASH_KEY_DIGITS = 39;

    private final Streams streams;
    private final RecordLog log;
    private final PutMetrics metrics;
    private final FastThreadLocal<PutLoop> loops = new FastThreadLocal<>();

    public FastPuts(Streams streams, RecordLog log, PutMetrics metrics) {
        this.streams = streams;
        this.log = log;
        this.metrics = metrics;
    }

    public FastPath putRecord() {
        return request -> put(request, true);
    }

    public FastPath putRecords() {
        return request -> put(request, false);
    }

    private PutLoop loop(ApiRequest request) {
        PutLoop loop = loops.get();
        if (loop == null) {
            loop = new PutLoop(request.exchange().loop(), this::answer);
            loops.set(loop);
        }
        return loop;
    }

    private boolean put(ApiRequest request, boolean single) {
        PutLoop loop = loop(request);
        PutRequest parsed = loop.parsed;
        byte[] body = request.body();
        boolean plain = switch (request.protocol()) {
            case JSON_1_1 ->
                single
                        ? JsonPutReader.putRecord(body, request.bodyLength(), parsed)
                        : JsonPutReader.putRecords(body, request.bodyLength(), parsed);
            case CBOR_1_1 ->
                single
                        ? CborPutReader.putRecord(body, request.bodyLength(), parsed)
                        : CborPutReader.putRecords(body, request.bodyLength(), parsed);
        };
        if (!plain) return false;
        Stream stream = stream(body, parsed, request.caller().account());
        if (stream == null || !stream.status().serving() || !fits(body, parsed, stream)) return false;
        // What of a call is let in is decided record by record.
        if (stream.limited()) return false;
        Put put = loop.take();
        put.begin(request, stream, single);
        if (!fill(put, body, parsed, stream, loop)) {
            loop.rest(put);
            return false;
        }
        try {
            log.append(put.batch, put);
        } catch (LogException e) {
            loop.rest(put);
            throw e.reason() == LogException.Reason.OVERLOADED
                    ? ProduceErrors.overloaded(stream.name(), stream.account())
                    : e;
        }
        return true;
    }

    private @Nullable Stream stream(byte[] body, PutRequest parsed, String account) {
        String name = parsed.streamName.present() ? text(body, parsed.streamName.start, parsed.streamName.end) : null;
        if (parsed.streamArn.present()) {
            String arn = text(body, parsed.streamArn.start, parsed.streamArn.end);
            String named = arn.substring(arn.lastIndexOf('/') + 1);
            if (!arn.equals(streams.arn(account, named)) || (name != null && !name.equals(named))) return null;
            name = named;
        }
        return name == null ? null : streams.find(account, name);
    }

    private static String text(byte[] body, int start, int end) {
        return new String(body, start, end - start, StandardCharsets.ISO_8859_1);
    }

    /** True if every key is of plain ASCII and every size within its limit. */
    private static boolean fits(byte[] body, PutRequest parsed, Stream stream) {
        long total = 0;
        for (int i = 0; i < parsed.count; i++) {
            int keyLength = parsed.keyEnd[i] - parsed.keyStart[i];
            if (keyLength < 1 || keyLength > 256 || !isPlain(body, parsed.keyStart[i], parsed.keyEnd[i])) return false;
            int dataLength = dataLength(body, parsed, i);
            if (dataLength < 0 || keyLength + dataLength > stream.maxRecordBytes()) return false;
            total += keyLength + dataLength;
        }
        return total <= MAX_CALL_BYTES;
    }

    private static int dataLength(byte[] body, PutRequest parsed, int record) {
        return parsed.base64
                ? Base64Decoding.decodedLength(body, parsed.dataStart[record], parsed.dataEnd[record])
                : parsed.dataEnd[record] - parsed.dataStart[record];
    }

    private static boolean isPlain(byte[] body, int start, int end) {
        for (int i = start; i < end; i++) if (body[i] < 0x20 || body[i] == 0x7F) return false;
        return true;
    }

    private static boolean fill(Put put, byte[] body, PutRequest parsed, Stream stream, PutLoop loop) {
        AppendBatch batch = put.batch;
        for (int i = 0; i < parsed.count; i++) {
            int keyStart = parsed.keyStart[i];
            int keyLength = parsed.keyEnd[i] - keyStart;
            HashKey hashKey = parsed.hashStart[i] == PutRequest.ABSENT
                    ? HashKey.ofPartitionKey(body, keyStart, keyLength)
                    : explicit(body, parsed.hashStart[i], parsed.hashEnd[i]);
            if (hashKey == null) return false;
            var owner = stream.shards().owner(hashKey);
            put.owners[i] = owner;
            put.hashHigh[i] = hashKey.high();
            put.hashLow[i] = hashKey.low();
            if (loop.sample()) owner.load().sampledKey(hashKey.high(), body, keyStart, keyLength);
            int dataStart = parsed.dataStart[i];
            int dataLength = dataLength(body, parsed, i);
            int offset = batch.add(owner.log(), keyLength, dataLength);
            byte[] target = batch.buffer();
            System.arraycopy(body, keyStart, target, offset, keyLength);
            if (!parsed.base64) System.arraycopy(body, dataStart, target, offset + keyLength, dataLength);
            else if (!loop.base64.decode(body, dataStart, parsed.dataEnd[i], target, offset + keyLength)) return false;
        }
        return true;
    }

    private static @Nullable HashKey explicit(byte[] body, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > MAX_HASH_KEY_DIGITS || (digits > 1 && body[start] == '0')) return null;
        for (int i = start; i < end; i++) if (body[i] < '0' || body[i] > '9') return null;
        var value = new BigInteger(text(body, start, end));
        return value.bitLength() > 128 ? null : HashKey.of(value);
    }

    private boolean answer(Put put) {
        ApiRequest request = put.request();
        if (put.failure == null && reroute(put)) return false;
        if (put.failure != null) request.fail(put.failure);
        else if (put.single() && put.batch.position(0) == AppendBatch.REFUSED)
            request.fail(StreamErrors.streamNotFound(
                    put.stream().name(), put.stream().account()));
        else {
            metrics.stored(put.batch.size(), put.batch.bytes());
            PutLoop loop = loop(request);
            request.succeed(loop.answers.write(
                    put, request.protocol(), request.exchange().alloc()));
        }
        return true;
    }

    /** Sends what its shards refused to others. @return false if nothing is on its way */
    private boolean reroute(Put put) {
        if (put.givenUp) return false;
        var rerouting = Rerouting.of(
                put.batch,
                streams.find(put.stream().id()),
                i -> new HashKey(put.hashHigh[i], put.hashLow[i]),
                (i, owner) -> put.owners[i] = owner);
        if (rerouting == null) return false;
        try {
            log.append(rerouting.again(), new Rerouted(put, rerouting));
        } catch (LogException e) {
            if (put.single()) put.failure = e;
            return false;
        }
        return true;
    }

    /** Hears what became of records that went to other shards. */
    private record Rerouted(Put put, Rerouting rerouting) implements AppendListener {
        @Override
        public void committed(AppendBatch again) {
            rerouting.committed();
            put.committed(put.batch);
        }

        @Override
        public void failed(AppendBatch again, LogException cause) {
            // Of several records some are stored: the others are told of one by one.
            if (put.single()) put.failed(put.batch, cause);
            else put.givenUp();
        }
    }
}
