package io.millrace.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a cost is at growing sizes: it must grow with the work alone. */
final class Curve {
    static final String SHARDS = "PutRecords, 500 x 1 KiB, against the shards of the stream";
    static final String STORED = "A start after a kill, and PutRecords of 500 x 1 KiB, against what is stored";
    static final String READS = "GetRecords of 1,000 x 1 KiB, cold and at the tail, against what is stored";
    static final String CONNECTIONS = "Memory against open connections";

    private Curve() {}

    /**
     * One size.
     *
     * @param at the size, as it is printed
     * @param values by what they are, as they are printed
     */
    record Point(String at, Map<String, String> values) {
        static Point at(String at) {
            return new Point(at, new LinkedHashMap<>());
        }

        Point with(String name, String format, double value) {
            values.put(name, format.formatted(value));
            return this;
        }
    }
}
