package io.millrace.log;

import java.nio.ByteBuffer;

/** Walks the entries of a block's body, as {@link JournalFormat} draws them, and shows them to a visitor. */
final class Entries {
    private Entries() {}

    /** How far a reader is, and whether its visitor wants more. Used by one thread. */
    static final class Cursor {
        final RecordVisitor visitor;
        long position;
        boolean declined;

        Cursor(long position, RecordVisitor visitor) {
            this.position = position;
            this.visitor = visitor;
        }
    }

    /** Shows the entries of a body from the cursor on. */
    static void show(ByteBuffer memory, int body, long first, int records, long arrivalMillis, Cursor cursor) {
        int at = body;
        for (int i = 0; i < records; i++) {
            int keyLength = Short.toUnsignedInt(memory.getShort(at));
            int dataLength = memory.getInt(at + 2);
            int key = at + JournalFormat.ENTRY_BYTES;
            int data = key + keyLength;
            long position = first + i;
            if (position >= cursor.position) {
                if (!cursor.visitor.visit(position, arrivalMillis, memory, key, keyLength, data, dataLength)) {
                    cursor.declined = true;
                    cursor.position = position;
                    return;
                }
                cursor.position = position + 1;
            }
            at = data + dataLength;
        }
        cursor.position = Math.max(cursor.position, first + records);
    }
}
