package io.millrace.log;

import io.millrace.log.JournalFormat.Header;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out which files of the journal count, in which order, and where each ends: from the newest header back, as each
 * names the one before it. A header without frames that no other names was an attempt that failed.
 *
 * @param links oldest first; only the last one's end is not known, unless a segment is missing
 * @param spares names of files with nothing that counts
 * @param nextId above every id found
 * @param missing segments that are named but not there
 */
record JournalChain(List<Link> links, List<String> spares, long nextId, int missing) {
    private static final Logger LOG = LoggerFactory.getLogger(JournalChain.class);

    /** @param end where its frames end, or -1 */
    record Link(String name, Header header, long end) {}

    private record Found(String name, Header header) {}

    static JournalChain find(Disk disk, long journalStart) throws IOException {
        var headers = new LinkedHashMap<String, @Nullable Header>();
        for (var name : disk.list("journal")) {
            if (name.endsWith(".jnl")) headers.put("journal/" + name, header(disk, "journal/" + name));
        }
        var byId = new TreeMap<Long, Found>();
        long nextId = Math.max(1, journalStart);
        for (var entry : headers.entrySet()) {
            var header = entry.getValue();
            if (header == null) continue;
            nextId = Math.max(nextId, header.id() + 1);
            if (header.id() >= journalStart) byId.put(header.id(), new Found(entry.getKey(), header));
        }
        var links = new ArrayList<Link>();
        int missing = 0;
        var found = byId.isEmpty() ? null : byId.lastEntry().getValue();
        long end = -1;
        while (found != null) {
            links.add(new Link(found.name, found.header, end));
            long before = found.header.predecessor();
            end = found.header.predecessorEnd();
            if (before == 0 || before < journalStart) break;
            found = byId.get(before);
            if (found == null) {
                missing++;
                LOG.atError().addKeyValue("segment", before).log("a segment of the journal is missing or damaged");
                var lower = byId.lowerEntry(before);
                found = lower == null ? null : lower.getValue();
                end = -1;
            }
        }
        Collections.reverse(links);
        return new JournalChain(links, spares(headers, links, missing), nextId, missing);
    }

    private static @Nullable Header header(Disk disk, String name) throws IOException {
        try (var file = disk.open(name, Disk.Access.DIRECT)) {
            var pages = Pages.allocate(JournalFormat.FRAMES);
            file.read(pages, 0);
            return JournalFormat.decode(pages);
        }
    }

    /** A file without a header is not used again while a segment is missing: it may be that one. */
    private static List<String> spares(Map<String, @Nullable Header> headers, List<Link> links, int missing) {
        var spares = new ArrayList<>(headers.keySet());
        for (var link : links) spares.remove(link.name);
        if (missing > 0) spares.removeIf(name -> headers.get(name) == null);
        return spares;
    }
}
