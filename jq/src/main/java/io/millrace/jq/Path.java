package io.millrace.jq;

import java.util.ArrayList;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** The path that led to a value while {@code path(f)} is evaluated. */
record Path(@Nullable Path parent, JqValue key, JqValue value) {
    static Path root(JqValue value) {
        return new Path(null, JqLiteral.NULL, value);
    }

    Path then(JqValue key, JqValue value) {
        return new Path(this, key, value);
    }

    JqArray toArray() {
        var keys = new ArrayList<JqValue>();
        Path path = this;
        for (Path above = path.parent; above != null; above = path.parent) {
            keys.add(path.key);
            path = above;
        }
        Collections.reverse(keys);
        return JqArray.of(keys);
    }

    /** Fails unless the value is what the path led to: {@code path(tojson | .a)} has no path. */
    static void check(@Nullable Path path, JqValue value, JqValue key) {
        if (path != null && !JqValue.same(value, path.value))
            throw new JqError("Invalid path expression near attempt to access element " + JsonWriter.excerpt(key, 15)
                    + " of " + JsonWriter.excerpt(value, 30));
    }
}
