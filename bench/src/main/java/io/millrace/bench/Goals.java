package io.millrace.bench;

import io.millrace.bench.Results.Figure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The goals of Millrace: ratios of one interleaved run, durable, signed, through the one port. */
final class Goals {
    private static final ToDoubleFunction<Measurement> RATE = Measurement::recordsPerSecond;
    private static final ToDoubleFunction<Measurement> P99 = Measurement::p99Millis;
    private static final ToDoubleFunction<Measurement> CPU = Measurement::cpuMicrosPerRecord;

    private Goals() {}

    static List<Goal> all() {
        var goals = new ArrayList<Goal>();
        puts(goals, Cell.PUT_100B, "PutRecords 100 B", new double[] {0.35, 0.6, 5, 9, 1, 1.5});
        puts(goals, Cell.PUT_1K, "PutRecords 1 KiB", new double[] {0.45, 0.7, 14, 22, 1.5, 2.5});
        puts(goals, Cell.PUT_10K, "PutRecords 10 KiB", new double[] {0.5, 0.75, 25, 38, 2, 3.4});
        goals.add(Goal.atLeast(
                "PutRecord, 16 connections, rate : ceiling",
                0.5,
                0.8,
                ratio(Cell.PUTRECORD_16, RATE, Subject.CEILING)));
        goals.add(Goal.atMost(
                "PutRecord, 16 connections, p99 : ceiling", 2, 1.2, ratio(Cell.PUTRECORD_16, P99, Subject.CEILING)));
        goals.add(Goal.atMost(
                "PutRecord at 5,000 a second, p99 : ceiling",
                1.6,
                1.2,
                ratio(Cell.PUTRECORD_RATE_5000, P99, Subject.CEILING)));
        goals.add(Goal.atLeast(
                "GetRecords at the tip : a constant answer", 0.3, 0.5, ratio(Cell.GET_1K, RATE, Subject.CEILING)));
        goals.add(Goal.atLeast(
                "GetRecords, cold : direct read of the disk",
                0.3,
                0.5,
                results -> results.figure(Figure.COLD_READ) / results.figure(Figure.DIRECT_READ)));
        goals.add(Goal.atLeast(
                "PutRecords in CBOR : in JSON",
                1.4,
                1.6,
                results -> of(results, Cell.PUT_1K_CBOR, Subject.MILLRACE, RATE)
                        / of(results, Cell.PUT_1K, Subject.MILLRACE, RATE)));
        goals.add(Goal.atMost(
                "SubscribeToShard at 100 a second, p99 put to received : bare durable push",
                1.6,
                1.2,
                ratio(Cell.PUSH, P99, Subject.CEILING)));
        goals.add(Goal.atMost(
                "20 consumers of one shard, the worst p99 : that of one",
                3,
                2,
                results -> of(results, Cell.FANOUT_20, Subject.MILLRACE, P99)
                        / of(results, Cell.PUSH, Subject.MILLRACE, P99)));
        goals.add(Goal.atLeast("Put over 10,000 shards : over 8", 0.8, 0.8, shards(Figure.PUT_10000_SHARDS)));
        goals.add(Goal.atLeast("Put over 50,000 shards : over 8", 0, 0.8, shards(Figure.PUT_50000_SHARDS)));
        goals.add(Goal.atMost("Memory of the idle node", 300, 200, results -> results.figure(Figure.IDLE_NODE))
                .in("MB"));
        goals.add(Goal.atMost("Memory of an idle shard", 4, 1.5, results -> results.figure(Figure.IDLE_SHARD))
                .in("kB"));
        goals.add(Goal.atMost(
                "Restart after kill -9 : the empty start",
                3,
                2,
                results -> results.figure(Figure.RESTART) / results.figure(Figure.EMPTY_START)));
        goals.add(Goal.atMost(
                "CPU of the server per record, PutRecords 1 KiB : ceiling",
                2,
                1.4,
                ratio(Cell.PUT_1K, CPU, Subject.CEILING)));
        return goals;
    }

    /** @param bounds must and aim against the ceiling, against a flushing Kafka, against Kafka as it comes */
    private static void puts(List<Goal> goals, Cell cell, String work, double[] bounds) {
        goals.add(Goal.atLeast(work + " : ceiling", bounds[0], bounds[1], ratio(cell, RATE, Subject.CEILING)));
        goals.add(Goal.atLeast(
                work + " : Kafka, flush per batch", bounds[2], bounds[3], ratio(cell, RATE, Subject.KAFKA_FLUSHING)));
        goals.add(
                Goal.atLeast(work + " : Kafka, not flushing", bounds[4], bounds[5], ratio(cell, RATE, Subject.KAFKA)));
    }

    private static ToDoubleFunction<Results> ratio(Cell cell, ToDoubleFunction<Measurement> figure, Subject to) {
        return results -> of(results, cell, Subject.MILLRACE, figure) / of(results, cell, to, figure);
    }

    private static ToDoubleFunction<Results> shards(Figure many) {
        return results -> results.figure(many) / results.figure(Figure.PUT_8_SHARDS);
    }

    private static double of(Results results, Cell cell, Subject subject, ToDoubleFunction<Measurement> figure) {
        return results.median(cell, subject).map(figure::applyAsDouble).orElse(Double.NaN);
    }
}
