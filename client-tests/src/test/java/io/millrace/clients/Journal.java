package io.millrace.clients;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a worker writes, see {@link ConsumerProgram}, read on from where the last look ended. */
final class Journal {
    private final String worker;
    private final Path file;
    private final List<Event> events = new ArrayList<>();
    private final Map<String, String> shards = new HashMap<>();
    private long offset;

    Journal(String worker, Path file) {
        this.worker = worker;
        this.file = file;
    }

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

    /** What happened so far, in the order in which it did. */
    List<Event> events() throws IOException {
        try (var channel = FileChannel.open(file)) {
            var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size() - offset));
            while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.ISO_8859_1);
            // A line is whole when its end is there.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            offset += whole.length();
            whole.lines().map(line -> event(line.split(" ", -1))).forEach(events::add);
        }
        return List.copyOf(events);
    }

    private Event event(String[] words) {
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

    List<Delivered> delivered() throws IOException {
        return events().stream()
                .filter(Delivered.class::isInstance)
                .map(Delivered.class::cast)
                .toList();
    }
}
