package io.millrace.jq;

import java.util.List;

/** An array. */
public final class JqArray extends JqValue {
    private final JqValue[] items;
    private final int nesting;

    /** @param items belongs to the array from here on */
    JqArray(JqValue... items) {
        this.items = items;
        int deepest = 0;
        for (JqValue item : items) deepest = Math.max(deepest, item.nesting());
        nesting = deepest + 1;
    }

    static JqArray of(List<? extends JqValue> items) {
        return new JqArray(items.toArray(JqValue[]::new));
    }

    public int size() {
        return items.length;
    }

    public JqValue get(int index) {
        return items[index];
    }

    /** The array's own items: to be read only. */
    JqValue[] items() {
        return items;
    }

    @Override
    int nesting() {
        return nesting;
    }

    @Override
    Kind kind() {
        return Kind.ARRAY;
    }
}
