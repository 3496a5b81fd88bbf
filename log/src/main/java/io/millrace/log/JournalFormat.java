package io.millrace.log;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a journal segment; all numbers big-endian.
 *
 * <pre>
 * segment   0      header, and again at 4096, so that one damaged page loses nothing
 *           8192   frame, frame, ... each at the start of a page, zeros up to the next page
 *
 * header    0  u32 "MRJS"        4  u32 version      8  u64 segment id     16 u64 salt
 *           24 u64 predecessor's id, 0 for none     32  u64 offset where the predecessor's frames end
 *           40 u32 CRC32C of 0..40
 *
 * frame     0  u32 "MRJF"        4  u32 version      8  u64 segment id     16 u64 salt
 *           24 u64 frame number  32 u64 arrival, ms since 1970
 *           40 u32 bytes of the frame without padding                     44 u32 number of blocks
 *           48 u32 CRC32C of 0..48 and of the table                       52 zeros
 *           64 table: one row a block     then the bodies of the blocks
 *
 * row       0  u32 type          4  u32 shard        8  u64 stream         16 u64 first position
 *           24 u64 arrival       32 u32 records      36 u32 bytes of the body
 *           40 u32 where the body starts in the frame                     44 u32 CRC32C of the body
 *
 * body      entry, entry, ...    entry: u16 key length, u32 data length, key, data
 * </pre>
 *
 * The salt is drawn when a segment is put to use. Where a frame is damaged, recovery looks for the next one at every
 * page; without the salt a client could send a record that looks like a frame there.
 */
final class JournalFormat {
    /** Most bytes of a frame, however large a segment of the journal is. */
    static final int FRAME_BYTES_MAX = 64 << 20;

    static final int VERSION = 1;
    static final int HEADER_MAGIC = 0x4D524A53;
    static final int FRAME_MAGIC = 0x4D524A46;

    /** Where the frames of a segment start. */
    static final int FRAMES = 2 * Pages.BYTES;

    static final int FRAME_HEADER_BYTES = 64;
    static final int ROW_BYTES = 48;
    static final int ENTRY_BYTES = 6;

    /** Most bytes of a key: its length is a u16. */
    static final int KEY_BYTES = 0xFFFF;

    static final int RECORDS = 1;
    static final int SEAL = 2;
    static final int DELETE = 3;

    private static final int HEADER_CRC = 40;
    private static final int FRAME_CRC = 48;

    private JournalFormat() {}

    /** What the header of a segment says. */
    record Header(long id, long salt, long predecessor, long predecessorEnd) {}

    /** Both copies of a header, as they are written. */
    static ByteBuffer encode(Header header) {
        var pages = Pages.allocate(FRAMES);
        for (int at = 0; at < FRAMES; at += Pages.BYTES) {
            pages.putInt(at, HEADER_MAGIC).putInt(at + 4, VERSION);
            pages.putLong(at + 8, header.id).putLong(at + 16, header.salt);
            pages.putLong(at + 24, header.predecessor).putLong(at + 32, header.predecessorEnd);
            pages.putInt(at + HEADER_CRC, Pages.crc32c(pages, at, HEADER_CRC));
        }
        return pages;
    }

    /** @return the newer of the two headers that can be read, or null */
    static @Nullable Header decode(ByteBuffer pages) {
        Header newest = null;
        for (int at = 0; at + Pages.BYTES <= pages.capacity() && at < FRAMES; at += Pages.BYTES) {
            if (pages.getInt(at) != HEADER_MAGIC || pages.getInt(at + 4) != VERSION) continue;
            if (pages.getInt(at + HEADER_CRC) != Pages.crc32c(pages, at, HEADER_CRC)) continue;
            var header = new Header(
                    pages.getLong(at + 8), pages.getLong(at + 16), pages.getLong(at + 24), pages.getLong(at + 32));
            if (newest == null || header.id > newest.id) newest = header;
        }
        return newest;
    }

    /** Writes the head of a frame whose table and bodies are in place. */
    static void putFrameHeader(
            ByteBuffer memory, int at, Header segment, long number, long arrivalMillis, int bytes, int blocks) {
        memory.putInt(at, FRAME_MAGIC).putInt(at + 4, VERSION);
        memory.putLong(at + 8, segment.id).putLong(at + 16, segment.salt);
        memory.putLong(at + 24, number).putLong(at + 32, arrivalMillis);
        memory.putInt(at + 40, bytes).putInt(at + 44, blocks);
        memory.putInt(at + FRAME_CRC, frameCrc(memory, at, blocks));
        memory.putInt(at + 52, 0).putLong(at + 56, 0);
    }

    static int frameCrc(ByteBuffer memory, int at, int blocks) {
        var crc = new java.util.zip.CRC32C();
        crc.update(memory.slice(at, FRAME_CRC));
        crc.update(memory.slice(at + FRAME_HEADER_BYTES, blocks * ROW_BYTES));
        return (int) crc.getValue();
    }

    /** True if a frame of this segment may start here; its length and CRC are still to be looked at. */
    static boolean looksLikeFrame(ByteBuffer memory, int at, Header segment) {
        return memory.getInt(at) == FRAME_MAGIC
                && memory.getInt(at + 4) == VERSION
                && memory.getLong(at + 8) == segment.id
                && memory.getLong(at + 16) == segment.salt;
    }

    static boolean crcMatches(ByteBuffer memory, int at, int blocks) {
        return memory.getInt(at + FRAME_CRC) == frameCrc(memory, at, blocks);
    }
}
