package io.millrace.streams.produce;

import io.millrace.streams.produce.PutRequest.Member;

/**
 * Finds the parts of a PutRecord or PutRecords in CBOR (RFC 8949) in one pass. Containers may be of definite or indefinite
 * length, strings only of definite length, as clients write them; at anything else it gives up, and the general reader
 * decides.
 */
final class CborPutReader {
    private static final int BYTE_STRING = 2;
    private static final int TEXT_STRING = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int INDEFINITE = 31;
    private static final byte BREAK = (byte) 0xFF;

    /** In the place of a count: until the break. */
    private static final long OPEN_ENDED = Long.MAX_VALUE;

    private static final long FAULT = -1;

    private final byte[] body;
    private final int limit;
    private int at;
    private int start;
    private int end;

    private CborPutReader(byte[] body, int length) {
        this.body = body;
        this.limit = length;
    }

    /** @return false if the body is not of the plain form; what was noted so far is of no use then */
    static boolean putRecords(byte[] body, int length, PutRequest into) {
        into.reset(false);
        var reader = new CborPutReader(body, length);
        return reader.records(into) && reader.at == length && into.complete();
    }

    /** As {@link #putRecords}, for the single record of PutRecord. */
    static boolean putRecord(byte[] body, int length, PutRequest into) {
        into.reset(false);
        var reader = new CborPutReader(body, length);
        int record = into.begin();
        return reader.members(into, record, true) && reader.at == length && into.complete();
    }

    private boolean records(PutRequest into) {
        long count = head(MAP);
        if (count == FAULT) return false;
        boolean seen = false;
        for (long i = 0; more(i, count); i++) {
            if (!string(TEXT_STRING)) return false;
            Member member = Member.of(body, start, end);
            if (member == Member.RECORDS) {
                if (seen || !list(into)) return false;
                seen = true;
            } else if (!string(TEXT_STRING) || !into.noteStream(member, start, end)) return false;
        }
        return seen && closed(count);
    }

    private boolean list(PutRequest into) {
        long count = head(ARRAY);
        if (count == FAULT) return false;
        for (long i = 0; more(i, count); i++) {
            int record = into.begin();
            if (record == PutRequest.ABSENT || !members(into, record, false)) return false;
        }
        return closed(count);
    }

    private boolean members(PutRequest into, int record, boolean withStream) {
        long count = head(MAP);
        if (count == FAULT) return false;
        for (long i = 0; more(i, count); i++) {
            if (!string(TEXT_STRING)) return false;
            Member member = Member.of(body, start, end);
            if (!string(member == Member.DATA ? BYTE_STRING : TEXT_STRING)) return false;
            if (!into.note(record, member, start, end) && !(withStream && into.noteStream(member, start, end)))
                return false;
        }
        return closed(count);
    }

    /** The head of a container: how many elements it has, or {@link #OPEN_ENDED}, or {@link #FAULT}. */
    private long head(int majorType) {
        if (at >= limit || (body[at] & 0xFF) >>> 5 != majorType) return FAULT;
        if ((body[at] & 0x1F) == INDEFINITE) {
            at++;
            return OPEN_ENDED;
        }
        long count = argument();
        return count <= limit ? count : FAULT;
    }

    private boolean more(long i, long count) {
        return count == OPEN_ENDED ? at < limit && body[at] != BREAK : i < count;
    }

    /** Takes the break of an open-ended container. */
    private boolean closed(long count) {
        return count != OPEN_ENDED || (at < limit && body[at++] == BREAK);
    }

    /** A string of definite length: {@link #start} and {@link #end} are its inside. */
    private boolean string(int majorType) {
        if (at >= limit || (body[at] & 0xFF) >>> 5 != majorType) return false;
        long length = argument();
        if (length < 0 || length > limit - at) return false;
        start = at;
        end = at += (int) length;
        return true;
    }

    private long argument() {
        int low = body[at++] & 0x1F;
        if (low < 24) return low;
        if (low > 27) return FAULT;
        int bytes = 1 << (low - 24);
        if (bytes > limit - at) return FAULT;
        long value = 0;
        for (int i = 0; i < bytes; i++) value = value << 8 | (body[at++] & 0xFF);
        return value;
    }
}
