package io.millrace.bench;

import io.millrace.identity.AccessKey;
import io.millrace.identity.Caller;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to measure, and where.
 *
 * @param measuresMillrace false to measure the ceiling alone
 * @param scenarios what to measure beside cells
 * @param directory where the files of the disk measurements and of the ceiling go; they are deleted at the end
 * @param profile where async-profiler lies and its profiles go, or null to measure instead
 */
record BenchOptions(
        URI endpoint,
        AccessKey key,
        String region,
        int seconds,
        int rounds,
        List<Cell> cells,
        Set<Scenario> scenarios,
        int shardStreams,
        boolean measuresMillrace,
        long pid,
        Path directory,
        @Nullable Path profile) {
    /** Requests are signed when a run begins, and a signature holds for five minutes. */
    private static final int SECONDS_MAX = 240;

    private static final int HTTP_PORT = 80;

    static final String USAGE = """
            usage: millrace bench --suite [--quick], or millrace bench [options]
              --suite           measure all of it beside Kafka and kinesis-local, on a server of its own
              --endpoint URL    the server to measure (AWS_ENDPOINT_URL, else http://127.0.0.1:4577)
              --cells A,B       put-100b, put-1k, put-10k, put-1k-cbor, putrecord-1, putrecord-16, putrecord-rate-5000,
                                get-1k, get-1k-cbor, push, fanout-20,
                                shards, shards-10000, split, fanout-50; all but the last four by default
              --seconds N       measured seconds a run, 1 to 240 (8)
              --rounds N        runs of each cell, ceiling and server in turn (2); figures are medians
              --quick           --seconds 2 --rounds 1
              --ceiling-only    measure this machine and no server
              --pid N           process of the server, to count its CPU time
              --streams N       streams of the cell shards (1000)
              --dir PATH        a directory on the disk to measure (.)
              --profile         say where the server's CPU time and memory go in put-1k, or in the cells named, instead
            Keys and region: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION.
            """;

    BenchOptions {
        if (seconds < 1 || seconds > SECONDS_MAX) throw new IllegalArgumentException("--seconds is 1 to 240");
        if (rounds < 1) throw new IllegalArgumentException("--rounds is 1 or more");
        if (!"http".equals(endpoint.getScheme()) || endpoint.getHost() == null) {
            throw new IllegalArgumentException("the endpoint must be http://host:port, not " + endpoint);
        }
        cells = List.copyOf(cells);
        scenarios = Collections.unmodifiableSet(scenarios);
    }

    /** Where the endpoint listens. */
    InetSocketAddress server() {
        return new InetSocketAddress(endpoint.getHost(), endpoint.getPort() < 0 ? HTTP_PORT : endpoint.getPort());
    }

    static BenchOptions parse(List<String> arguments, Map<String, String> environment) {
        var endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "http://127.0.0.1:4577");
        int seconds = 8;
        int rounds = 2;
        int streams = 1000;
        long pid = ProcessCpu.UNKNOWN;
        var directory = ".";
        var ceilingOnly = false;
        Path profile = null;
        var scenarios = EnumSet.noneOf(Scenario.class);
        var cells = new ArrayList<>(Arrays.asList(Cell.values()));
        for (var left = arguments.iterator(); left.hasNext(); ) {
            var option = left.next();
            switch (option) {
                case "--quick" -> {
                    seconds = 2;
                    rounds = 1;
                    continue;
                }
                case "--ceiling-only" -> {
                    ceilingOnly = true;
                    continue;
                }
                default -> {}
            }
            if (!left.hasNext()) throw new IllegalArgumentException("unknown option, or no value for " + option);
            var value = left.next();
            switch (option) {
                case "--endpoint" -> endpoint = value;
                case "--seconds" -> seconds = Integer.parseInt(value);
                case "--rounds" -> rounds = Integer.parseInt(value);
                case "--streams" -> streams = Integer.parseInt(value);
                case "--pid" -> pid = Long.parseLong(value);
                case "--dir" -> directory = value;
                case "--profile" -> profile = Path.of(value);
                case "--cells" -> {
                    cells.clear();
                    for (var title : value.split(",", -1)) {
                        var scenario = Scenario.of(title);
                        if (scenario.isPresent()) scenarios.add(scenario.get());
                        else if (!cells.contains(Cell.of(title))) cells.add(Cell.of(title));
                    }
                }
                default -> throw new IllegalArgumentException("unknown option " + option);
            }
        }
        var id = environment.getOrDefault("AWS_ACCESS_KEY_ID", "test");
        var key = new AccessKey(
                id,
                environment.getOrDefault("AWS_SECRET_ACCESS_KEY", "test"),
                new Caller("000000000000", "bench", id),
                environment.get("AWS_SESSION_TOKEN"),
                null);
        return new BenchOptions(
                URI.create(endpoint),
                key,
                environment.getOrDefault("AWS_REGION", "us-east-1"),
                seconds,
                rounds,
                cells,
                scenarios,
                streams,
                !ceilingOnly,
                pid,
                Path.of(directory),
                profile);
    }
}
