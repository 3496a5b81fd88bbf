package io.millrace.streams.produce;

import java.util.Arrays;

/**
 * What a put says, as places in the request's body: nothing is copied until the record goes into its batch. One for each
 * event loop, used again and again.
 */
final class PutRequest {
    /** Records of one call (API reference of PutRecords). */
    static final int MAX_RECORDS = 500;

    static final int ABSENT = -1;

    /** Places of one value; start is {@link #ABSENT} if the member is not there. */
    static final class Span {
        int start = ABSENT;
        int end;

        boolean present() {
            return start != ABSENT;
        }
    }

    /** True if data lies there in base64, false if as it is. */
    boolean base64;

    final Span streamName = new Span();
    final Span streamArn = new Span();
    int count;
    final int[] dataStart = new int[MAX_RECORDS];
    final int[] dataEnd = new int[MAX_RECORDS];
    final int[] keyStart = new int[MAX_RECORDS];
    final int[] keyEnd = new int[MAX_RECORDS];
    final int[] hashStart = new int[MAX_RECORDS];
    final int[] hashEnd = new int[MAX_RECORDS];

    void reset(boolean dataInBase64) {
        base64 = dataInBase64;
        streamName.start = ABSENT;
        streamArn.start = ABSENT;
        count = 0;
    }

    /** Makes room for one more record. @return its index, or {@link #ABSENT} if there are too many */
    int begin() {
        if (count == MAX_RECORDS) return ABSENT;
        dataStart[count] = ABSENT;
        keyStart[count] = ABSENT;
        hashStart[count] = ABSENT;
        return count++;
    }

    /** The members of a put and of a record in it. All names differ in length. */
    enum Member {
        RECORDS("Records"),
        STREAM_NAME("StreamName"),
        STREAM_ARN("StreamARN"),
        DATA("Data"),
        PARTITION_KEY("PartitionKey"),
        EXPLICIT_HASH_KEY("ExplicitHashKey"),
        OTHER("");

        private static final Member[] BY_LENGTH = new Member[16];

        static {
            Arrays.fill(BY_LENGTH, OTHER);
            for (Member member : values()) if (member != OTHER) BY_LENGTH[member.name.length] = member;
        }

        @SuppressWarnings("ImmutableEnumChecker") // never written after construction
        private final byte[] name;

        Member(String name) {
            this.name = name.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        }

        static Member of(byte[] body, int start, int end) {
            int length = end - start;
            if (length >= BY_LENGTH.length) return OTHER;
            Member candidate = BY_LENGTH[length];
            return Arrays.equals(candidate.name, 0, candidate.name.length, body, start, end) ? candidate : OTHER;
        }
    }

    /** Notes a member of a record. @return false if it was there already, or is none */
    boolean note(int record, Member member, int start, int end) {
        int[] starts;
        int[] ends;
        switch (member) {
            case DATA -> {
                starts = dataStart;
                ends = dataEnd;
            }
            case PARTITION_KEY -> {
                starts = keyStart;
                ends = keyEnd;
            }
            case EXPLICIT_HASH_KEY -> {
                starts = hashStart;
                ends = hashEnd;
            }
            default -> {
                return false;
            }
        }
        if (starts[record] != ABSENT) return false;
        starts[record] = start;
        ends[record] = end;
        return true;
    }

    /** Notes how the stream is named. @return false if that was there already, or the member is another */
    boolean noteStream(Member member, int start, int end) {
        Span span = member == Member.STREAM_NAME ? streamName : member == Member.STREAM_ARN ? streamArn : null;
        if (span == null || span.present()) return false;
        span.start = start;
        span.end = end;
        return true;
    }

    /** True if every record has data and a key. */
    boolean complete() {
        for (int i = 0; i < count; i++) if (dataStart[i] == ABSENT || keyStart[i] == ABSENT) return false;
        return count > 0 && (streamName.present() || streamArn.present());
    }
}
