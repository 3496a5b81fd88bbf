package io.millrace.jq;

import org.jspecify.annotations.Nullable;

/** Where a node's outputs go, each with its path if paths are followed. */
@FunctionalInterface
interface Sink {
    void accept(JqValue value, @Nullable Path path);
}
