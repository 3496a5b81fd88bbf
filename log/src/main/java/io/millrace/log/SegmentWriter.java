package io.millrace.log;

import io.millrace.log.LocalLogSettings.Compression;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Writes one segment, as {@link SegmentFormat} draws it: shard after shard, each shard's blocks in order.
 */
final class SegmentWriter implements Closeable {
    private final DiskFile file;
    private final long stream;
    private final long run;
    private final ByteBuffer out;
    private final @Nullable Packer packer;
    private final List<ByteBuffer> index = new ArrayList<>();
    private final List<ByteBuffer> directory = new ArrayList<>();
    private ByteBuffer chunk = ByteBuffer.allocate(SegmentFormat.CHUNK_BYTES + 4096);
    private long written;
    private long flushed;
    private long lastArrivalMillis = -1;
    private int shard;
    private int shardFirstRow;
    private long shardFirst;
    private long shardEnd;
    private long shardFirstArrival;
    private long shardLastArrival;
    private boolean shardHasRecords;
    private long chunkFirst;
    private long chunkArrival;

    /** @param out memory to collect writes in, whole pages; good for another writer after this one */
    SegmentWriter(DiskFile file, long stream, long run, ByteBuffer out, Compression compression) {
        this.file = file;
        this.stream = stream;
        this.run = run;
        this.out = out.clear();
        this.packer = switch (compression) {
            case NONE -> null;
            case ZSTD -> new Packer();
        };
    }

    /** Begins the next shard; larger than every one before. */
    void shard(int number) throws IOException {
        endShard();
        shard = number;
        shardFirstRow = index.size();
        shardHasRecords = false;
    }

    /** Adds a block of the journal, or a run of another segment, whose body lies in memory. */
    void add(long first, long arrivalMillis, int records, ByteBuffer memory, int body, int bodyBytes)
            throws IOException {
        int bytes = SegmentFormat.RUN_HEADER_BYTES + bodyBytes;
        if (chunk.position() > 0 && chunk.position() + bytes > SegmentFormat.CHUNK_BYTES) endChunk();
        if (chunk.remaining() < bytes) {
            var larger = ByteBuffer.allocate(Math.max(chunk.position() + bytes, 2 * chunk.capacity()));
            chunk = larger.put(chunk.flip());
        }
        if (chunk.position() == 0) {
            chunkFirst = first;
            chunkArrival = arrivalMillis;
        }
        chunk.putLong(first).putLong(arrivalMillis);
        chunk.putInt(records).putInt(bodyBytes);
        chunk.put(memory.slice(body, bodyBytes));
        if (!shardHasRecords) {
            shardHasRecords = true;
            shardFirst = first;
            shardFirstArrival = arrivalMillis;
        }
        shardEnd = first + records;
        shardLastArrival = arrivalMillis;
        lastArrivalMillis = Math.max(lastArrivalMillis, shardLastArrival);
    }

    private void endChunk() throws IOException {
        if (chunk.position() == 0) return;
        chunk.flip();
        var packed = packer == null ? null : packer.pack(chunk);
        var stored = packed == null ? chunk : packed;
        int storedBytes = stored.remaining() | (packed == null ? 0 : SegmentFormat.COMPRESSED);
        var crc = new CRC32C();
        crc.update(stored.duplicate());
        long offset = written;
        var header = ByteBuffer.allocate(SegmentFormat.CHUNK_HEADER_BYTES);
        header.putInt(SegmentFormat.CHUNK_MAGIC).putInt(storedBytes);
        header.putInt((int) crc.getValue()).putInt(shard);
        put(header.flip());
        var row = ByteBuffer.allocate(SegmentFormat.INDEX_ROW_BYTES);
        row.putLong(chunkFirst).putLong(chunkArrival).putLong(offset);
        row.putInt(storedBytes).putInt((int) crc.getValue());
        index.add(row.flip());
        put(stored);
        chunk.clear();
    }

    private void endShard() throws IOException {
        endChunk();
        if (!shardHasRecords) return;
        var crc = new CRC32C();
        for (var row : index.subList(shardFirstRow, index.size())) crc.update(row.duplicate());
        var row = ByteBuffer.allocate(SegmentFormat.DIRECTORY_ROW_BYTES);
        row.putInt(shard).putInt(shardFirstRow).putInt(index.size() - shardFirstRow);
        row.putInt((int) crc.getValue());
        row.putLong(shardFirst).putLong(shardEnd).putLong(shardFirstArrival).putLong(shardLastArrival);
        directory.add(row.flip());
        shardHasRecords = false;
    }

    /**
     * Writes what is still missing and makes the file durable; its name is not yet.
     *
     * @return bytes of the file
     */
    long finish() throws IOException {
        endShard();
        long indexAt = written;
        var crc = new CRC32C();
        for (var row : index) put(row);
        for (var row : directory) {
            crc.update(row.duplicate());
            put(row);
        }
        long end = Pages.up(written + SegmentFormat.TRAILER_BYTES);
        put(ByteBuffer.allocate((int) (end - written - SegmentFormat.TRAILER_BYTES)));
        var trailer = ByteBuffer.allocate(SegmentFormat.TRAILER_BYTES);
        trailer.putInt(SegmentFormat.TRAILER_MAGIC).putInt(SegmentFormat.VERSION);
        trailer.putLong(stream).putLong(run).putLong(indexAt);
        trailer.putInt(index.size()).putInt(directory.size()).putLong(lastArrivalMillis);
        crc.update(trailer.duplicate().flip());
        trailer.putInt((int) crc.getValue());
        put(trailer.clear());
        flush();
        file.sync();
        return end;
    }

    /** True if no block was added: the file is not worth keeping. */
    boolean empty() {
        return directory.isEmpty() && !shardHasRecords;
    }

    private void put(ByteBuffer source) throws IOException {
        written += source.remaining();
        while (source.hasRemaining()) {
            int n = Math.min(source.remaining(), out.remaining());
            out.put(source.slice(source.position(), n));
            source.position(source.position() + n);
            if (!out.hasRemaining()) flush();
        }
    }

    private void flush() throws IOException {
        out.flip();
        int bytes = out.limit();
        file.write(out, flushed);
        flushed += bytes;
        out.clear();
    }

    @Override
    public void close() throws IOException {
        if (packer != null) packer.close();
        file.close();
    }
}
