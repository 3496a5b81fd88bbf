package io.millrace.bench.peers;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One broker and controller on loopback ports: {@code KafkaBroker <directory> <port> <controller port> <flush messages>}.
 * Prints a line when it serves, and ends when its standard input does, that is when its parent is gone.
 */
final class KafkaBroker {
    private KafkaBroker() {}

    public static void main(String[] arguments) throws Exception {
        var directory = Path.of(arguments[0]);
        var settings = settings(directory, Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        // Without the setting a broker leaves it to the operating system when what it acknowledged reaches the disk.
        if (!arguments[3].equals("0")) settings.setProperty("log.flush.interval.messages", arguments[3]);
        format(directory);
        var broker = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        broker.startup();
        System.out.println("serving");
        System.in.transferTo(OutputStream.nullOutputStream());
        broker.shutdown();
        broker.awaitShutdown();
    }

    private static void format(Path directory) throws IOException {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IOException("the directory of the broker can't be formatted", e);
        }
    }

    private static Properties settings(Path directory, int port, int controllerPort) {
        var broker = "PLAINTEXT://127.0.0.1:" + port;
        var settings = new Properties();
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.setProperty("listeners", broker + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.setProperty("advertised.listeners", broker);
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", directory.toString());
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        // A machine that is busy otherwise must not make the controller believe that the broker is gone.
        settings.setProperty("broker.session.timeout.ms", "60000");
        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        return settings;
    }
}
