package io.millrace.jq;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** Prints how many megabytes of records a second of one processor runs through some queries. Run it by hand. */
final class ThroughputPrinter {
    private static final int RECORDS = 2_000_000;

    private ThroughputPrinter() {}

    public static void main(String[] args) throws Exception {
        byte[] record =
                ("{\"event\":\"page_view\",\"customer\":{\"id\":\"c-104729\",\"tier\":\"gold\",\"region\":\"eu-1\"},"
                                + "\"ts\":1425599621,\"session\":\"0a1b2c3d4e5f60718293a4b5c6d7e8f9\",\"path\":\"/shop/item/4711\","
                                + "\"status\":200,\"bytes\":51234,\"latency\":12.75,\"tags\":[\"web\",\"de\"],\"ok\":true}  ")
                        .getBytes(StandardCharsets.UTF_8);
        for (String text : new String[] {
            "{customer: .customer.id, event: .event, status: .status}",
            "{customer: .customer.id, y: .ts|strftime(\"%Y\"), m: .ts|strftime(\"%m\")}",
            "{customer: (.customer.id // \"none\"), tier: .customer.tier | ascii_upcase}",
            "."
        }) {
            JqQuery query = JqQuery.compile(text);
            var threads = ManagementFactory.getThreadMXBean();
            for (int round = 0; round < 3; round++) {
                long start = threads.getCurrentThreadCpuTime();
                long[] outputs = {0};
                for (int i = 0; i < RECORDS; i++) query.run(record, 0, record.length, value -> outputs[0]++);
                double seconds = (threads.getCurrentThreadCpuTime() - start) / 1e9;
                System.out.printf(
                        "%6.1f MB/s of %d-byte records: %s%n",
                        outputs[0] * record.length / seconds / 1e6, record.length, text);
            }
        }
    }
}
