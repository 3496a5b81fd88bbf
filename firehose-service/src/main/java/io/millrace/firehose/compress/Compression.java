package io.millrace.firehose.compress;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.attribute.FileTime;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.SnappyOutputStream;

/**
 * A format of an object. The bytes are a function of what is written and of the name inside, so that a second attempt writes the
 * same object.
 */
public enum Compression {
    UNCOMPRESSED("UNCOMPRESSED", "", null),
    GZIP("GZIP", ".gz", "gzip"),
    /** One deflated entry. */
    ZIP("ZIP", ".zip", "zip"),
    /** The stream format of snappy-java, not the official framing. */
    SNAPPY("Snappy", ".snappy", "snappy-java"),
    HADOOP_SNAPPY("HADOOP_SNAPPY", ".snappy", "hadoop-snappy");

    private static final int BUFFER_BYTES = 32 * 1024;

    private final String wireName;
    private final String extension;
    private final @Nullable String contentEncoding;

    Compression(String wireName, String extension, @Nullable String contentEncoding) {
        this.wireName = wireName;
        this.extension = extension;
        this.contentEncoding = contentEncoding;
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public static Compression of(String wireName) {
        for (var compression : values()) if (compression.wireName.equals(wireName)) return compression;
        throw new IllegalArgumentException("no compression " + wireName);
    }

    /** What the key of an object ends with, or an empty text. */
    public String extension() {
        return extension;
    }

    /** The Content-Encoding of an object, or null for none. */
    public @Nullable String contentEncoding() {
        return contentEncoding;
    }

    /**
     * What is written to the result is compressed into the target; closing the one ends the format and closes the other.
     *
     * @param entry names what is inside, where the format wants a name
     */
    public OutputStream compress(OutputStream target, UUID entry) throws IOException {
        return switch (this) {
            case UNCOMPRESSED -> target;
            case GZIP -> new GZIPOutputStream(target, BUFFER_BYTES);
            case ZIP -> zip(target, entry);
            case SNAPPY -> new SnappyOutputStream(target, BUFFER_BYTES);
            case HADOOP_SNAPPY -> new HadoopSnappyOutputStream(target);
        };
    }

    private static OutputStream zip(OutputStream target, UUID name) throws IOException {
        var zip = new ZipOutputStream(target);
        var entry = new ZipEntry(name.toString());
        entry.setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        return zip;
    }
}
