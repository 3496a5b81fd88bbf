package io.millrace.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What tests measured, one line a figure: {@code fault | figure | test}. Printed, and appended to the file that the system
 * property {@code millrace.figures} names, which {@code ./millrace prove} makes a table of.
 */
public final class Figures {
    private static final String PROPERTY = "millrace.figures";

    private Figures() {}

    /**
     * Records one.
     *
     * @param test who measured it
     * @param fault what was done to the server
     * @param figure what came of it, in numbers
     */
    public static void record(Class<?> test, String fault, String figure) {
        String line = "%s | %s | `%s`".formatted(fault, figure, test.getSimpleName());
        System.out.println(line);
        String file = System.getProperty(PROPERTY, "");
        if (file.isEmpty()) return;
        try {
            Files.writeString(
                    Path.of(file), "| " + line + " |\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
