package io.millrace.bench;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Path;

/** Drives async-profiler inside another JVM of this machine and user. */
final class Profiler implements AutoCloseable {
    private final VirtualMachine target;
    private final Path library;

    /** @param library the native library of async-profiler */
    Profiler(long pid, Path library) throws IOException {
        this.library = library.toAbsolutePath();
        try {
            this.target = VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException e) {
            throw new IOException("process " + pid + " can't be profiled", e);
        }
    }

    /** Tells it to do something, in the words of its own command line, such as {@code start,event=cpu}. */
    void tell(String command) throws IOException {
        try {
            target.loadAgentPath(library.toString(), command);
        } catch (AgentLoadException | AgentInitializationException e) {
            throw new IOException("the profiler refused '" + command + "'", e);
        }
    }

    @Override
    public void close() throws IOException {
        target.detach();
    }
}
