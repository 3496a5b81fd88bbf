package io.millrace.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that one run of the suite measured: runs of cells by who was measured, and single figures by name. */
final class Results {
    private final Map<Cell, Map<Subject, List<Measurement>>> runs = new EnumMap<>(Cell.class);
    private final Map<Figure, List<Double>> figures = new EnumMap<>(Figure.class);
    private final Map<String, List<Curve.Point>> curves = new LinkedHashMap<>();
    private final Map<Subject, String> absent = new EnumMap<>(Subject.class);

    /** What is one number, and no run of a cell. */
    enum Figure {
        /** Milliseconds of a durable write of 4 KiB, the median. */
        DURABLE_WRITE,
        /** Megabytes a second of sequential writes to the disk, and of one connection over the loopback. */
        SEQUENTIAL_WRITE,
        LOOPBACK,
        /** Megabytes a second of payload that GetRecords gives from data that no memory holds. */
        COLD_READ,
        /** Megabytes a second of O_DIRECT reads of 1 MiB of the same files. */
        DIRECT_READ,
        /** Records a second of PutRecords over 8, 10,000 and 50,000 shards. */
        PUT_8_SHARDS,
        PUT_10000_SHARDS,
        PUT_50000_SHARDS,
        /** Megabytes of the idle node, PostgreSQL included. */
        IDLE_NODE,
        /** Kilobytes that each of 10,000 idle shards adds to the JVM. */
        IDLE_SHARD,
        /** Seconds from the command to the first answer: with nothing stored, and after a kill with all stored. */
        EMPTY_START,
        RESTART
    }

    void add(Cell cell, Subject subject, Measurement run) {
        runs.computeIfAbsent(cell, _ -> new EnumMap<>(Subject.class))
                .computeIfAbsent(subject, _ -> new ArrayList<>())
                .add(run);
    }

    void add(Figure figure, double value) {
        figures.computeIfAbsent(figure, _ -> new ArrayList<>()).add(value);
    }

    void add(String curve, Curve.Point point) {
        curves.computeIfAbsent(curve, _ -> new ArrayList<>()).add(point);
    }

    /** Says why somebody was not measured; the first reason counts. */
    void leaveOut(Subject subject, String reason) {
        absent.putIfAbsent(subject, reason);
    }

    Optional<Measurement> median(Cell cell, Subject subject) {
        return Optional.ofNullable(runs.getOrDefault(cell, Map.of()).get(subject))
                .map(Measurement::median);
    }

    /** The median, NaN if it was not measured. */
    double figure(Figure figure) {
        var values = figures.getOrDefault(figure, List.of());
        return values.isEmpty() ? Double.NaN : values.stream().sorted().toList().get(values.size() / 2);
    }

    Map<String, List<Curve.Point>> curves() {
        return curves;
    }

    Map<Subject, String> absent() {
        return absent;
    }
}
