package io.millrace.bench.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Measures a broker on command: {@code KafkaDriver <port>}, then a line for each run on its standard input and a line of
 * figures on its standard output. Each run has a topic of its own.
 *
 * <pre>
 * put &lt;record bytes&gt; &lt;records a call&gt; &lt;producers&gt; &lt;seconds&gt;   calls of so many records, each waited for
 * get &lt;record bytes&gt; &lt;seconds&gt;                            one consumer from the oldest record on
 * push &lt;record bytes&gt; &lt;records a second&gt; &lt;seconds&gt;       from the send to the consumer
 * </pre>
 *
 * The answer: {@code ok <records a second> <p50 ms> <p99 ms> <p99.9 ms> <records> <begin> <end>}, with the seconds of the
 * epoch between which it was measured, or {@code failed <why>}.
 */
final class KafkaDriver implements AutoCloseable {
    private static final int PARTITIONS = 8;

    private final String server;
    private final Admin admin;
    private int topics;

    private KafkaDriver(int port) {
        this.server = "127.0.0.1:" + port;
        this.admin = Admin.create(Map.of("bootstrap.servers", server));
    }

    public static void main(String[] arguments) throws IOException {
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (var driver = new KafkaDriver(Integer.parseInt(arguments[0]))) {
            for (var line = commands.readLine(); line != null; line = commands.readLine()) {
                System.out.println(driver.answer(line.split(" ", -1)));
            }
        }
    }

    private String answer(String[] command) {
        try {
            return "ok " + run(command);
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            return "failed " + e;
        }
    }

    private Figures run(String[] command) throws ExecutionException, InterruptedException {
        int recordBytes = Integer.parseInt(command[1]);
        var measured = Duration.ofSeconds(Integer.parseInt(command[command.length - 1]));
        var topic = "bench-" + topics++;
        int partitions = command[0].equals("push") ? 1 : PARTITIONS;
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .all()
                .get();
        try {
            return switch (command[0]) {
                case "put" ->
                    new KafkaPuts(settings(), topic, partitions, recordBytes, Integer.parseInt(command[2]))
                            .run(Integer.parseInt(command[3]), measured);
                case "get" -> new KafkaGets(settings(), topic, partitions, recordBytes).run(measured);
                case "push" ->
                    new KafkaPushes(settings(), topic, recordBytes, Integer.parseInt(command[2])).run(measured);
                default -> throw new IllegalArgumentException(command[0]);
            };
        } finally {
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    private Properties settings() {
        var settings = new Properties();
        settings.setProperty("bootstrap.servers", server);
        return settings;
    }

    @Override
    public void close() {
        admin.close();
    }
}
