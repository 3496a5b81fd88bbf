package io.millrace.bench;

/** Says how many records of an answer count. */
interface AnswerCheck {
    int UNREADABLE = -1;

    /** Records that were refused within a good answer, or {@link #UNREADABLE}. */
    int refusedRecords(AnswerReader answer);

    /** Of the answers to a cell's calls; to a subscription's puts. */
    static AnswerCheck of(Cell cell) {
        return switch (cell.call) {
            case PUT_RECORDS -> AnswerCheck::failedRecordCount;
            case PUT_RECORD -> answer -> answer.ends().contains("SequenceNumber") ? 0 : UNREADABLE;
            case SUBSCRIBE -> AnswerCheck::failedRecordCount;
            case GET_RECORDS -> {
                long least = (long) cell.records * cell.recordBytes * (cell.format == Cell.Format.JSON ? 4 : 3) / 3;
                yield answer -> answer.size() >= least ? 0 : UNREADABLE;
            }
        };
    }

    /** The member stands at one end of the answer, as text in JSON and as a small number in CBOR. */
    private static int failedRecordCount(AnswerReader answer) {
        var ends = answer.ends();
        var name = "FailedRecordCount";
        int at = ends.indexOf(name) + name.length();
        if (at < name.length() || at >= ends.length()) return UNREADABLE;
        int next = ends.charAt(at);
        if (next < 24) return next;
        if (next == 24) return ends.charAt(at + 1);
        if (next == 25) return ends.charAt(at + 1) << 8 | ends.charAt(at + 2);
        int count = 0;
        var digits = false;
        for (int i = at; i < ends.length(); i++) {
            char c = ends.charAt(i);
            if (c >= '0' && c <= '9') {
                count = count * 10 + c - '0';
                digits = true;
            } else if (digits) {
                return count;
            } else if (c != '"' && c != ':' && c != ' ') {
                return UNREADABLE;
            }
        }
        return UNREADABLE;
    }
}
