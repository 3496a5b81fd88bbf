package io.millrace.firehose.delivery;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where records go that are gathered together: to the destination, all or those of one partition; to the bucket for records that
 * failed, by what went wrong; or to the bucket that keeps what came in.
 *
 * @param errorOutputType of records that failed, for example {@code processing-failed}
 * @param queryKeys of a partition, found by a query
 * @param lambdaKeys of a partition, answered by a function
 */
public record Route(
        Kind kind, @Nullable String errorOutputType, Map<String, String> queryKeys, Map<String, String> lambdaKeys) {
    /** To the destination, as they are. */
    public static final Route DESTINATION = new Route(Kind.DESTINATION, null, Map.of(), Map.of());

    /** To the bucket that keeps what came in. */
    public static final Route BACKUP = new Route(Kind.BACKUP, null, Map.of(), Map.of());

    /** What it leads to. */
    public enum Kind {
        DESTINATION,
        ERROR,
        BACKUP
    }

    public Route {
        queryKeys = Collections.unmodifiableSortedMap(new TreeMap<>(queryKeys));
        lambdaKeys = Collections.unmodifiableSortedMap(new TreeMap<>(lambdaKeys));
    }

    /** @param type as {@code !{firehose:error-output-type}} names it */
    public static Route error(String type) {
        return new Route(Kind.ERROR, type, Map.of(), Map.of());
    }

    /** To the destination, apart from records with other keys. */
    public static Route partition(Map<String, String> queryKeys, Map<String, String> lambdaKeys) {
        return new Route(Kind.DESTINATION, null, queryKeys, lambdaKeys);
    }

    /** The same route for the same bytes. */
    byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeUTF(kind.name());
            out.writeUTF(errorOutputType == null ? "" : errorOutputType);
            write(queryKeys, out);
            write(lambdaKeys, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Map<String, String> keys, DataOutputStream out) throws IOException {
        out.writeInt(keys.size());
        for (var key : keys.entrySet()) {
            out.writeUTF(key.getKey());
            out.writeUTF(key.getValue());
        }
    }

    static Route of(byte[] bytes) {
        try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            var kind = Kind.valueOf(in.readUTF());
            String type = in.readUTF();
            return new Route(kind, type.isEmpty() ? null : type, read(in), read(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> read(DataInputStream in) throws IOException {
        var keys = new TreeMap<String, String>();
        for (int left = in.readInt(); left > 0; left--) keys.put(in.readUTF(), in.readUTF());
        return keys;
    }
}
