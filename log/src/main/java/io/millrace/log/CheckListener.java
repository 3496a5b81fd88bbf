package io.millrace.log;

import java.io.IOException;

/** Hears how a check of segments goes on; on the thread that checks. */
public interface CheckListener {
    /**
     * Is told once what there is to check.
     *
     * @param bytes of the segments' files on this machine
     */
    void begins(int segments, long bytes);

    /**
     * A piece was read. May wait, so that the check leaves the disk to others.
     *
     * @throws IOException to end the check
     */
    void read(int bytes) throws IOException;

    /**
     * A segment was checked, or needs none since it is gone.
     *
     * @param bytes of its file, as they were added up for {@link #begins}
     */
    void checked(long bytes);

    /** Something can't be read. */
    void damaged(String segment, String problem);
}
