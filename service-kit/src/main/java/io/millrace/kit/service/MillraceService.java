package io.millrace.kit.service;

import org.springframework.core.env.PropertyResolver;

/** One of the services, as a launcher sees it. */
public interface MillraceService {
    /** Its short name: its settings are {@code millrace.<name>.*}, its defaults {@code millrace-<name>.yml}. */
    String name();

    /** The Spring configuration that makes it. */
    Class<?> configuration();

    /** True if it keeps metadata: in a schema of its name, with migrations in {@code db/<name>}. */
    boolean usesDatabase();

    /** True if it does so with these settings. */
    default boolean usesDatabase(PropertyResolver settings) {
        return usesDatabase();
    }
}
