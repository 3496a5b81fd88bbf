package io.millrace.jq;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An object whose keys keep the order of their first setting. Few keys are searched one by one, many through a hash index. */
public final class JqObject extends JqValue {
    private static final int INDEXED_FROM = 9;

    private final String[] keys;
    private final JqValue[] values;
    private final int size;
    private final int nesting;
    private final int @Nullable [] index;

    private JqObject(Builder builder) {
        keys = builder.keys;
        values = builder.values;
        size = builder.size;
        index = builder.index;
        int deepest = 0;
        for (int i = 0; i < size; i++) deepest = Math.max(deepest, values[i].nesting());
        nesting = deepest + 1;
    }

    static JqObject of(String key, JqValue value) {
        var builder = new Builder(1);
        builder.put(key, value);
        return builder.build();
    }

    public int size() {
        return size;
    }

    /** @return null if the object has no such key */
    public @Nullable JqValue get(String key) {
        int at = find(keys, size, index, key);
        return at < 0 ? null : values[at];
    }

    String key(int position) {
        return keys[position];
    }

    JqValue value(int position) {
        return values[position];
    }

    String[] sortedKeys() {
        String[] sorted = Arrays.copyOf(keys, size);
        Arrays.sort(sorted, Ordering::compareText);
        return sorted;
    }

    JqObject with(String key, JqValue value) {
        var builder = new Builder(size + 1);
        for (int i = 0; i < size; i++) builder.put(keys[i], values[i]);
        builder.put(key, value);
        return builder.build();
    }

    JqObject without(String key) {
        if (find(keys, size, index, key) < 0) return this;
        var builder = new Builder(size);
        for (int i = 0; i < size; i++) if (!keys[i].equals(key)) builder.put(keys[i], values[i]);
        return builder.build();
    }

    @Override
    int nesting() {
        return nesting;
    }

    @Override
    Kind kind() {
        return Kind.OBJECT;
    }

    private static int find(String[] keys, int size, int @Nullable [] index, String key) {
        if (index == null) {
            for (int i = 0; i < size; i++) if (keys[i].equals(key)) return i;
            return -1;
        }
        int mask = index.length - 1;
        for (int slot = spread(key) & mask; index[slot] != 0; slot = (slot + 1) & mask)
            if (keys[index[slot] - 1].equals(key)) return index[slot] - 1;
        return -1;
    }

    private static int spread(String key) {
        int hash = key.hashCode() * 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    /** Collects members; a key that comes again keeps its first place and takes the last value. */
    static final class Builder {
        private String[] keys;
        private JqValue[] values;
        private int size;
        private int @Nullable [] index;

        Builder(int expected) {
            keys = new String[expected];
            values = new JqValue[expected];
        }

        int size() {
            return size;
        }

        void put(String key, JqValue value) {
            int at = find(keys, size, index, key);
            if (at >= 0) {
                values[at] = value;
                return;
            }
            if (size == keys.length) {
                int larger = Math.max(4, size * 2);
                keys = Arrays.copyOf(keys, larger);
                values = Arrays.copyOf(values, larger);
            }
            keys[size] = key;
            values[size++] = value;
            if (size >= INDEXED_FROM) enter();
        }

        private void enter() {
            int[] table = index;
            if (table != null && size * 2 <= table.length) {
                insert(table, size - 1);
                return;
            }
            int[] larger = new int[Integer.highestOneBit(size * 4)];
            for (int i = 0; i < size; i++) insert(larger, i);
            index = larger;
        }

        private void insert(int[] table, int position) {
            int mask = table.length - 1;
            int slot = spread(keys[position]) & mask;
            while (table[slot] != 0) slot = (slot + 1) & mask;
            table[slot] = position + 1;
        }

        /** The builder must not be used afterwards. */
        JqObject build() {
            return new JqObject(this);
        }
    }
}
