package io.millrace.log;

import io.millrace.testkit.disk.SimulatedDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * An object store beside a simulated disk. It outlives every power cut of it; a request that the cut, or a failure, comes
 * upon is carried out or not, by lot.
 */
final class SimulatedObjects implements ObjectStore {
    private final SimulatedDisk disk;
    private final Random random;
    private final TreeMap<String, byte[]> objects = new TreeMap<>();
    private boolean forgets;
    private boolean away;
    private long gets;

    SimulatedObjects(SimulatedDisk disk, Random random) {
        this.disk = disk;
        this.random = random;
    }

    /** From now on nothing is stored, though it is said to be. */
    synchronized void forget() {
        forgets = true;
    }

    synchronized void away(boolean away) {
        this.away = away;
    }

    private void here() throws IOException {
        if (away || disk.dead()) throw new IOException("the object store is away");
    }

    /** How often something was asked for. */
    synchronized long gets() {
        return gets;
    }

    synchronized List<String> keys() {
        return List.copyOf(objects.keySet());
    }

    private void change(Runnable change) throws IOException {
        here();
        boolean fails = disk.fails();
        if (!fails || random.nextBoolean()) change.run();
        if (fails) throw new IOException("simulated failure of the object store");
    }

    @Override
    public synchronized void put(String key, long bytes, Content content) throws IOException {
        byte[] all;
        try (var in = content.open()) {
            all = in.readAllBytes();
        }
        if (all.length != bytes) throw new AssertionError(key + " has " + all.length + " bytes, not " + bytes);
        if (!forgets) change(() -> objects.put(key, all));
    }

    @Override
    public synchronized void get(String key, long from, ByteBuffer target) throws IOException {
        here();
        gets++;
        var object = objects.get(key);
        if (object == null || from + target.remaining() > object.length) throw new IOException(key + " is not there");
        target.put(object, (int) from, target.remaining());
    }

    @Override
    public synchronized void delete(String key) throws IOException {
        change(() -> objects.remove(key));
    }

    @Override
    public synchronized void list(String prefix, Consumer<String> visitor) throws IOException {
        here();
        keys().stream().filter(key -> key.startsWith(prefix)).forEach(visitor);
    }

    @Override
    public void close() {}
}
