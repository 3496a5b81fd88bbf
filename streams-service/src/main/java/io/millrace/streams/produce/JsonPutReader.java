package io.millrace.streams.produce;

import io.millrace.streams.produce.PutRequest.Member;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds the parts of a PutRecord or PutRecords in JSON in one pass over the bytes, eight at a time inside strings. It
 * understands the plain form that every client sends; at an escape, a null, a member it does not know or any fault it
 * gives up, and the general reader decides what that means.
 */
final class JsonPutReader {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private final byte[] body;
    private final int limit;
    private int at;
    private int start;
    private int end;

    private JsonPutReader(byte[] body, int length) {
        this.body = body;
        this.limit = length;
    }

    /** @return false if the body is not of the plain form; what was noted so far is of no use then */
    static boolean putRecords(byte[] body, int length, PutRequest into) {
        into.reset(true);
        var reader = new JsonPutReader(body, length);
        return reader.records(into) && reader.nothingLeft() && into.complete();
    }

    /** As {@link #putRecords}, for the single record of PutRecord. */
    static boolean putRecord(byte[] body, int length, PutRequest into) {
        into.reset(true);
        var reader = new JsonPutReader(body, length);
        int record = into.begin();
        return reader.members(into, record, true) && reader.nothingLeft() && into.complete();
    }

    private boolean records(PutRequest into) {
        if (!next('{')) return false;
        boolean seen = false;
        do {
            if (!string()) return false;
            Member member = Member.of(body, start, end);
            if (!next(':')) return false;
            if (member == Member.RECORDS) {
                if (seen || !list(into)) return false;
                seen = true;
            } else if (!string() || !into.noteStream(member, start, end)) return false;
        } while (next(','));
        return seen && next('}');
    }

    private boolean list(PutRequest into) {
        if (!next('[')) return false;
        do {
            int record = into.begin();
            if (record == PutRequest.ABSENT || !members(into, record, false)) return false;
        } while (next(','));
        return next(']');
    }

    private boolean members(PutRequest into, int record, boolean withStream) {
        if (!next('{')) return false;
        do {
            if (!string()) return false;
            Member member = Member.of(body, start, end);
            if (!next(':') || !string()) return false;
            if (!into.note(record, member, start, end) && !(withStream && into.noteStream(member, start, end)))
                return false;
        } while (next(','));
        return next('}');
    }

    /** A string without escapes: {@link #start} and {@link #end} are its inside. */
    private boolean string() {
        if (!next('"')) return false;
        start = at;
        int i = at;
        while (i + 8 <= limit) {
            long word = (long) LONGS.get(body, i);
            long quote = word ^ QUOTES;
            long backslash = word ^ BACKSLASHES;
            long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH_BITS;
            if (found != 0) {
                i += Long.numberOfTrailingZeros(found) >>> 3;
                return closes(i);
            }
            i += 8;
        }
        while (i < limit && body[i] != '"' && body[i] != '\\') i++;
        return i < limit && closes(i);
    }

    private boolean closes(int i) {
        if (body[i] != '"') return false;
        end = i;
        at = i + 1;
        return true;
    }

    private boolean next(char wanted) {
        while (at < limit && isSpace(body[at])) at++;
        if (at == limit || body[at] != wanted) return false;
        at++;
        return true;
    }

    private boolean nothingLeft() {
        while (at < limit && isSpace(body[at])) at++;
        return at == limit;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
