package io.millrace.wire;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is asked of one value, in the order in which AWS checks it: pattern, set, bounds. */
record Checks(
        @Nullable Pattern pattern,
        @Nullable List<String> oneOf,
        @Nullable Integer minLength,
        @Nullable Integer maxLength,
        @Nullable Long min,
        @Nullable Long max) {

    /** Reads what stands at a type. {@code @Length byte[]} speaks of the blob, though to Java it speaks of its bytes. */
    static Checks of(AnnotatedType type) {
        AnnotatedElement annotated =
                type instanceof AnnotatedArrayType blob ? blob.getAnnotatedGenericComponentType() : type;
        var pattern = find(annotated, Constraint.Pattern.class);
        var oneOf = find(annotated, Constraint.OneOf.class);
        var length = find(annotated, Constraint.Length.class);
        var range = find(annotated, Constraint.Range.class);
        return new Checks(
                pattern == null ? null : Pattern.compile(pattern.value()),
                oneOf == null ? null : Arrays.asList(oneOf.value()),
                length == null || length.min() == 0 ? null : (Integer) length.min(),
                length == null || length.max() == Integer.MAX_VALUE ? null : (Integer) length.max(),
                range == null || range.min() == Long.MIN_VALUE ? null : (Long) range.min(),
                range == null || range.max() == Long.MAX_VALUE ? null : (Long) range.max());
    }

    /** A constraint that stands here, or that a named set of constraints standing here carries. */
    private static <A extends Annotation> @Nullable A find(AnnotatedElement annotated, Class<A> type) {
        A direct = annotated.getAnnotation(type);
        if (direct != null) return direct;
        for (Annotation named : annotated.getAnnotations()) {
            A carried = named.annotationType().getAnnotation(type);
            if (carried != null) return carried;
        }
        return null;
    }

    /** The texts of what a value breaks; empty if it breaks nothing. */
    List<String> broken(Object value) {
        var broken = new ArrayList<String>(2);
        if (pattern != null && value instanceof String s && !pattern.matcher(s).matches())
            broken.add("Member must satisfy regular expression pattern: " + pattern.pattern());
        if (oneOf != null && value instanceof String s && !oneOf.contains(s))
            broken.add("Member must satisfy enum value set: [" + String.join(", ", oneOf) + "]");
        if (minLength != null && lengthOf(value) < minLength) broken.add(atLeast());
        if (maxLength != null && lengthOf(value) > maxLength) broken.add(atMost());
        if (min != null && value instanceof Number n && below(n, min))
            broken.add("Member must have value greater than or equal to " + min);
        if (max != null && value instanceof Number n && above(n, max))
            broken.add("Member must have value less than or equal to " + max);
        return broken;
    }

    private static boolean below(Number n, long min) {
        return n instanceof Double d ? d < min : n.longValue() < min;
    }

    private static boolean above(Number n, long max) {
        return n instanceof Double d ? d > max : n.longValue() > max;
    }

    /**
     * All that is asked, as AWS lists it when a scalar inside a list or map breaks any of it. There a least length is told
     * even where it is 0.
     */
    String listed() {
        var all = new ArrayList<String>();
        if (maxLength != null) all.add(atMost());
        if (minLength != null || maxLength != null) all.add(atLeast());
        if (pattern != null) all.add("Member must satisfy regular expression pattern: " + pattern.pattern());
        if (oneOf != null) all.add("Member must satisfy enum value set: [" + String.join(", ", oneOf) + "]");
        return "[" + String.join(", ", all) + "]";
    }

    private String atLeast() {
        return "Member must have length greater than or equal to " + (minLength == null ? 0 : minLength);
    }

    private String atMost() {
        return "Member must have length less than or equal to " + maxLength;
    }

    private static int lengthOf(Object value) {
        return switch (value) {
            case String s -> s.length();
            case byte[] b -> b.length;
            case List<?> l -> l.size();
            case Map<?, ?> m -> m.size();
            default -> throw new IllegalStateException(value.getClass() + " has no length");
        };
    }
}
