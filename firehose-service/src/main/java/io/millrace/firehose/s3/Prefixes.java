package io.millrace.firehose.s3;

import io.millrace.firehose.delivery.Route;
import io.millrace.firehose.destination.S3DestinationConfiguration;
import io.millrace.firehose.prefix.Prefix;
import java.time.Instant;
import java.time.ZoneId;

/** The beginnings of keys, by what the objects are for. */
final class Prefixes {
    private Prefixes() {}

    static String evaluate(S3DestinationConfiguration bucket, Route route, Instant oldest, ZoneId zone) {
        var values =
                new Prefix.Values(route.queryKeys(), route.lambdaKeys(), route.errorOutputType(), RandomStrings::next);
        return parse(bucket, route).evaluate(oldest, zone, values);
    }

    private static Prefix parse(S3DestinationConfiguration bucket, Route route) {
        String prefix = bucket.prefix() == null ? "" : bucket.prefix();
        if (route.kind() != Route.Kind.ERROR) return Prefix.parse(prefix, Prefix.Use.PREFIX);
        String errors = bucket.errorOutputPrefix() == null ? "" : bucket.errorOutputPrefix();
        // What failed is found in a folder of its own also where nobody named one; a prefix with expressions needs a
        // name.
        if (errors.isEmpty()) errors = prefix;
        boolean named = Prefix.parse(errors, Prefix.Use.ERROR_OUTPUT).hasExpressions();
        return Prefix.parse(named ? errors : errors + route.errorOutputType() + "/", Prefix.Use.ERROR_OUTPUT);
    }
}
