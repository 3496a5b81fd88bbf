package io.millrace.bench.ceiling;

/**
 * Parses PutRecord and PutRecords in CBOR in one pass. Data is not copied: the sink gets its place in the body. Maps and
 * arrays may be of definite or indefinite length, strings of definite length only.
 */
final class CborPuts {
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int SIMPLE = 7;
    private static final int BREAK = 0xff;
    private static final long INDEFINITE = Long.MAX_VALUE;

    private final RecordSink sink;
    private byte[] cbor = {};
    private int at;

    CborPuts(RecordSink sink) {
        this.sink = sink;
    }

    /** Throws an unchecked exception for what it can't read. */
    void parse(byte[] body) {
        cbor = body;
        at = 0;
        map();
    }

    private void map() {
        int dataFrom = -1;
        int dataLength = 0;
        int keyFrom = 0;
        int keyTo = 0;
        for (long left = head(MAP); left > 0 && !atBreak(); left--) {
            int nameLength = (int) head(TEXT);
            int name = cbor[at];
            at += nameLength;
            if (nameLength == 4 && name == 'D') {
                dataLength = (int) head(BYTES);
                dataFrom = at;
                at += dataLength;
            } else if (nameLength == 12 && name == 'P') {
                int keyLength = (int) head(TEXT);
                keyFrom = at;
                at += keyLength;
                keyTo = at;
            } else if (nameLength == 7 && name == 'R') {
                for (long records = head(ARRAY); records > 0 && !atBreak(); records--) map();
            } else {
                skip();
            }
        }
        if (dataFrom >= 0) sink.record(cbor, keyFrom, keyTo, cbor, dataFrom, dataLength);
    }

    private boolean atBreak() {
        if ((cbor[at] & 0xff) != BREAK) return false;
        at++;
        return true;
    }

    private void skip() {
        int major = (cbor[at] & 0xff) >> 5;
        long length = head(major);
        if (major == BYTES || major == TEXT) at += (int) length;
        else if (major == ARRAY || major == MAP) throw new IllegalArgumentException("unknown nested member");
    }

    /** Reads a head of that major type and returns its number. */
    private long head(int major) {
        int first = cbor[at++] & 0xff;
        if (first >> 5 != major) throw new IllegalArgumentException("not the type " + major + " at byte " + (at - 1));
        int info = first & 31;
        if (info < 24) return info;
        if (info == 31 && (major == ARRAY || major == MAP)) return INDEFINITE;
        if (info > 27) throw new IllegalArgumentException("no length at byte " + (at - 1));
        long number = 0;
        for (int bytes = 1 << (info - 24); bytes > 0; bytes--) number = number << 8 | (cbor[at++] & 0xff);
        return major == SIMPLE ? 0 : number;
    }
}
