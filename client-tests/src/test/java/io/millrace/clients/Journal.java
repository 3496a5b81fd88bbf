package io.millrace.clients;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/**
 * What a worker wrote, see {@link ConsumerProgram}.
 *
 * @param worker who wrote it
 * @param events in the order in which they happened
 */
record Journal(String worker, List<Event> events) {
    /** Something that happened to a shard at a worker. The time is comparable between processes of one machine. */
    sealed interface Event {
        long nanos();

        String worker();

        /** The stay of the shard at the worker: its name is unique among all workers. */
        String session();

        String shard();
    }

    record Begun(long nanos, String worker, String session, String shard) implements Event {}

    record Delivered(
            long nanos,
            String worker,
            String session,
            String shard,
            BigInteger sequence,
            long sub,
            String key,
            String value)
            implements Event {}

    record Saved(long nanos, String worker, String session, String shard, BigInteger sequence) implements Event {}

    record Ended(long nanos, String worker, String session, String shard) implements Event {}

    record Lost(long nanos, String worker, String session, String shard) implements Event {}

    static Journal read(String worker, Path file) throws IOException {
        String text = Files.readString(file);
        var shards = new HashMap<String, String>();
        var events = new ArrayList<Event>();
        // A line is whole when its end is there.
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList())
            events.add(event(worker, line.split(" ", -1), shards));
        return new Journal(worker, events);
    }

    private static Event event(String worker, String[] words, HashMap<String, String> shards) {
        long nanos = Long.parseLong(words[0]);
        String session = worker + "/" + words[1];
        if (words[2].equals("START")) shards.put(session, words[3]);
        String shard = shards.getOrDefault(session, "");
        return switch (words[2]) {
            case "START" -> new Begun(nanos, worker, session, shard);
            case "RECORD" ->
                new Delivered(
                        nanos,
                        worker,
                        session,
                        shard,
                        new BigInteger(words[3]),
                        Long.parseLong(words[4]),
                        words[5],
                        words[6]);
            case "SAVED" -> new Saved(nanos, worker, session, shard, new BigInteger(words[3]));
            case "END" -> new Ended(nanos, worker, session, shard);
            case "LOST" -> new Lost(nanos, worker, session, shard);
            default -> throw new IllegalArgumentException(String.join(" ", words));
        };
    }

    List<Delivered> delivered() {
        return events.stream()
                .filter(Delivered.class::isInstance)
                .map(Delivered.class::cast)
                .toList();
    }
}
