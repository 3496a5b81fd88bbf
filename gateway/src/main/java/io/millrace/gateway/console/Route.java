package io.millrace.gateway.console;

import io.netty.handler.codec.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the admin API.
 *
 * @param segments of the path below {@code /console/api/}; {@code {name}} stands for any one
 * @param needs the least role that may, or null for a call that needs no session
 * @param beforePasswordChange true if also a user with a temporary password may
 * @param maxBodyBytes how long the body may be
 */
public record Route(
        HttpMethod method,
        List<String> segments,
        @Nullable Role needs,
        boolean beforePasswordChange,
        int maxBodyBytes,
        Endpoint endpoint) {
    /** What names, passwords and filters need, many times over. */
    private static final int SMALL_BODY_BYTES = 64 * 1024;

    public static Route open(HttpMethod method, String path, Endpoint endpoint) {
        return new Route(method, List.of(path.split("/", -1)), null, true, SMALL_BODY_BYTES, endpoint);
    }

    public static Route of(HttpMethod method, String path, Role needs, Endpoint endpoint) {
        return new Route(method, List.of(path.split("/", -1)), needs, false, SMALL_BODY_BYTES, endpoint);
    }

    /** The same for bodies of up to so many bytes. */
    public Route taking(int bytes) {
        return new Route(method, segments, needs, beforePasswordChange, bytes, endpoint);
    }

    /** The same, also for somebody who has to change the password first. */
    public Route evenBeforePasswordChange() {
        return new Route(method, segments, needs, true, maxBodyBytes, endpoint);
    }

    /** What stands for the names in the path, or null if it is another's path. */
    @Nullable
    Map<String, String> match(List<String> path) {
        if (path.size() != segments.size()) return null;
        var values = new HashMap<String, String>();
        for (int i = 0; i < path.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{")) values.put(segment.substring(1, segment.length() - 1), path.get(i));
            else if (!segment.equals(path.get(i))) return null;
        }
        return values;
    }

    /** The segments of a path, decoded, or null if it holds a broken escape. */
    static @Nullable List<String> segments(String path) {
        try {
            return List.of(path.split("/", -1)).stream()
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
