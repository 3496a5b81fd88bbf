package io.millrace.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals that Java can't send. */
enum Signal {
    STOP,
    CONTINUE,
    INTERRUPT,
    QUIT;

    void sendTo(ProcessHandle process) throws InterruptedException {
        String name = switch (this) {
            case STOP -> "STOP";
            case CONTINUE -> "CONT";
            case INTERRUPT -> "INT";
            case QUIT -> "QUIT";
        };
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
