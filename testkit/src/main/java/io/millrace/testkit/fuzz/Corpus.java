package io.millrace.testkit.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * The inputs of a folder below {@code src/test/resources/fuzz}, one file each. In them {@code \\xHH} is a byte, {@code \\r},
 * {@code \\n} and {@code \\t} are what they are in Java, a backslash before anything else stands for that, and the file's own
 * line ends count for nothing: so every byte that is sent can be seen.
 */
public record Corpus(List<Input> inputs) {
    /** @param name of the file, without its ending */
    public record Input(String name, byte[] bytes) {}

    public static Corpus of(String folder) {
        try (var files = Files.list(Path.of("src/test/resources/fuzz", folder))) {
            var inputs = files.sorted().map(Corpus::read).toList();
            if (inputs.isEmpty()) throw new NoSuchElementException("no inputs in " + folder);
            return new Corpus(inputs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Input read(Path file) {
        try {
            var name = file.getFileName().toString();
            return new Input(
                    name.substring(0, name.lastIndexOf('.')),
                    unescaped(Files.readString(file, StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] unescaped(String text) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') continue;
            if (c != '\\') {
                bytes.write(c);
                continue;
            }
            char escape = text.charAt(++i);
            switch (escape) {
                case 'r' -> bytes.write('\r');
                case 'n' -> bytes.write('\n');
                case 't' -> bytes.write('\t');
                case 'x' -> {
                    bytes.write(Integer.parseInt(text, i + 1, i + 3, 16));
                    i += 2;
                }
                default -> bytes.write(escape);
            }
        }
        return bytes.toByteArray();
    }

    /** Bytes as a file of the corpus would hold them: how a failure is reported, and kept. */
    public static String escaped(byte[] bytes) {
        var text = new StringBuilder();
        for (byte b : bytes) {
            if (b == '\r') text.append("\\r");
            else if (b == '\n') text.append("\\n");
            else if (b == '\\') text.append("\\\\");
            else if (b < 0x20 || b == 0x7F) text.append("\\x%02X".formatted(b & 0xFF));
            else text.append((char) b);
        }
        return text.toString();
    }
}
