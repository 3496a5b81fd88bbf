package io.millrace.bench.ceiling;

/** Takes the records of a put as they are parsed. The arrays are lent for the call only. */
interface RecordSink {
    void record(byte[] body, int keyFrom, int keyTo, byte[] data, int dataFrom, int dataLength);
}
