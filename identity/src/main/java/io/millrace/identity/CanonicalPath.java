package io.millrace.identity;

import java.util.ArrayDeque;

/**
 * The path as the signer writes it: empty, {@code .} and {@code ..} segments resolved, then each segment of the path as
 * sent encoded once more. The path was encoded once to be sent, so an escape is encoded twice: the rule of every service
 * but S3.
 */
final class CanonicalPath {
    private CanonicalPath() {}

    static void write(String rawPath, ByteSink out) {
        if (rawPath.isEmpty() || rawPath.equals("/")) {
            out.put('/');
            return;
        }
        var segments = resolve(rawPath);
        if (segments.isEmpty()) out.put('/');
        for (var segment : segments) {
            out.put('/');
            PercentEncoding.encode(segment, 0, segment.length(), out);
        }
        if (!segments.isEmpty() && rawPath.endsWith("/")) out.put('/');
    }

    private static ArrayDeque<String> resolve(String rawPath) {
        var segments = new ArrayDeque<String>();
        for (int start = 0; start < rawPath.length(); ) {
            var slash = rawPath.indexOf('/', start);
            var end = slash < 0 ? rawPath.length() : slash;
            var segment = rawPath.substring(start, end);
            switch (segment) {
                case "", "." -> {}
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
            start = end + 1;
        }
        return segments;
    }
}
