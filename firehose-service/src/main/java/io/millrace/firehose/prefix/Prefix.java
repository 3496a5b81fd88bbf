package io.millrace.firehose.prefix;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A prefix as a user wrote it, parsed once: text with expressions {@code !{namespace:value}} in it (Firehose developer guide,
 * "Understand custom prefixes for Amazon S3 objects").
 *
 * <p>A prefix that says nothing of the time gets {@code yyyy/MM/dd/HH/} behind it, as it is, unless it holds any expression.
 */
public final class Prefix {
    /** Characters that an evaluated prefix may have. */
    public static final int MAX_LENGTH = 512;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd/HH/", Locale.ROOT);
    private static final String OPEN = "!{";

    private final List<Part> parts;
    private final Set<String> queryKeys = new TreeSet<>();
    private final Set<String> lambdaKeys = new TreeSet<>();
    private final boolean expressions;

    /** What it is for. */
    public enum Use {
        PREFIX,
        ERROR_OUTPUT
    }

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Time(DateTimeFormatter format) implements Part {}

        record Random() implements Part {}

        record ErrorType() implements Part {}

        record QueryKey(String name) implements Part {}

        record LambdaKey(String name) implements Part {}
    }

    /** What the expressions of a prefix stand for. */
    public record Values(
            Map<String, String> queryKeys,
            Map<String, String> lambdaKeys,
            @Nullable String errorOutputType,
            Supplier<String> randomString) {}

    private Prefix(List<Part> parts) {
        this.parts = List.copyOf(parts);
        this.expressions = parts.stream().anyMatch(part -> !(part instanceof Part.Text));
        for (var part : parts) {
            if (part instanceof Part.QueryKey key) queryKeys.add(key.name);
            if (part instanceof Part.LambdaKey key) lambdaKeys.add(key.name);
        }
    }

    /**
     * @param text as it was given; none and an empty one are the same
     * @throws InvalidPrefixException if it can't be used so
     */
    public static Prefix parse(@Nullable String text, Use use) {
        String given = text == null ? "" : text;
        var parts = new ArrayList<Part>();
        int at = 0;
        for (int open = given.indexOf(OPEN); open >= 0; open = given.indexOf(OPEN, at)) {
            if (open > at) parts.add(new Part.Text(given.substring(at, open)));
            int close = given.indexOf('}', open);
            if (close < 0) throw new InvalidPrefixException("The expression at position " + open + " is not closed.");
            parts.add(expression(given.substring(open + OPEN.length(), close), use));
            at = close + 1;
        }
        if (at < given.length()) parts.add(new Part.Text(given.substring(at)));
        return new Prefix(parts);
    }

    private static Part expression(String inner, Use use) {
        int colon = inner.indexOf(':');
        if (colon < 0) throw new InvalidPrefixException("The expression " + OPEN + inner + "} has no namespace.");
        String namespace = inner.substring(0, colon);
        String value = inner.substring(colon + 1);
        if (value.isEmpty()) throw new InvalidPrefixException("The expression " + OPEN + inner + "} has no value.");
        return switch (namespace) {
            case "timestamp" -> time(value);
            case "firehose" -> firehose(value, use);
            case "partitionKeyFromQuery" -> {
                refuseInErrors(namespace, use);
                yield new Part.QueryKey(value);
            }
            case "partitionKeyFromLambda" -> {
                refuseInErrors(namespace, use);
                yield new Part.LambdaKey(value);
            }
            default -> throw new InvalidPrefixException("The namespace " + namespace + " is not known.");
        };
    }

    private static Part time(String pattern) {
        try {
            var format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            // Some patterns are well formed and yet ask for what a time does not have.
            format.formatTo(Instant.EPOCH.atZone(ZoneOffset.UTC), new StringBuilder());
            return new Part.Time(format);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new InvalidPrefixException("The timestamp pattern " + pattern + " is not valid.");
        }
    }

    private static Part firehose(String value, Use use) {
        return switch (value) {
            case "random-string" -> new Part.Random();
            case "error-output-type" -> {
                if (use == Use.PREFIX)
                    throw new InvalidPrefixException("error-output-type can be used in ErrorOutputPrefix only.");
                yield new Part.ErrorType();
            }
            default -> throw new InvalidPrefixException("firehose:" + value + " is not known.");
        };
    }

    private static void refuseInErrors(String namespace, Use use) {
        if (use == Use.ERROR_OUTPUT) throw new InvalidPrefixException(namespace + " can be used in Prefix only.");
    }

    /** True if something in it is to be replaced. */
    public boolean hasExpressions() {
        return expressions;
    }

    public boolean usesPartitionKeys() {
        return !queryKeys.isEmpty() || !lambdaKeys.isEmpty();
    }

    /** The names of the keys that a query finds. */
    public Set<String> queryKeys() {
        return Set.copyOf(queryKeys);
    }

    /** The names of the keys that a function answers. */
    public Set<String> lambdaKeys() {
        return Set.copyOf(lambdaKeys);
    }

    /**
     * The beginning of an object's key.
     *
     * @param time the one instant that all expressions speak of: when the oldest record of the object arrived
     * @throws InvalidPrefixException if it is longer than {@link #MAX_LENGTH}, or a key is missing
     */
    public String evaluate(Instant time, ZoneId zone, Values values) {
        var at = time.atZone(zone);
        var text = new StringBuilder();
        for (var part : parts) text.append(evaluate(part, at, values));
        if (!expressions) text.append(TIME.format(at));
        if (text.length() > MAX_LENGTH)
            throw new InvalidPrefixException("The evaluated prefix is longer than " + MAX_LENGTH + " characters.");
        return text.toString();
    }

    private static String evaluate(Part part, ZonedDateTime at, Values values) {
        return switch (part) {
            case Part.Text text -> text.text;
            case Part.Time time -> time.format.format(at);
            case Part.Random random -> values.randomString.get();
            case Part.ErrorType error -> values.errorOutputType == null ? "" : values.errorOutputType;
            case Part.QueryKey key -> found(values.queryKeys, key.name);
            case Part.LambdaKey key -> found(values.lambdaKeys, key.name);
        };
    }

    private static String found(Map<String, String> keys, String name) {
        String value = keys.get(name);
        if (value == null || value.isEmpty())
            throw new InvalidPrefixException("partitionKey " + name + " is null or empty.");
        return value;
    }
}
