package io.millrace.identity;

import org.jspecify.annotations.Nullable;

/** Finds access keys in memory: asked on every request, so it must neither wait nor throw. */
public interface AccessKeys {
    /** The active key of that id, or null. */
    @Nullable
    AccessKey find(String id);
}
