package io.millrace.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Checks a decoded structure and collects what it breaks, in AWS's words: at most ten findings, as AWS reports. */
final class Validation {
    private static final int MAX_FINDINGS = 10;

    private final List<String> findings = new ArrayList<>();

    private Validation() {}

    /** @throws ApiException with every finding, if there is one */
    static void check(Shape.Structure structure, Object value) {
        var validation = new Validation();
        validation.structure(structure, value, "");
        int count = validation.findings.size();
        if (count == 0) return;
        throw ApiException.of(CommonErrors.validation(count + " validation error" + (count > 1 ? "s" : "")
                + " detected: " + String.join("; ", validation.findings)));
    }

    private void structure(Shape.Structure structure, Object value, String prefix) {
        for (var member : structure.members()) {
            Object inner = member.of(value);
            String path = prefix + member.path();
            if (inner != null) value(member.shape(), member.checks(), inner, path);
            else if (member.required()) found(null, path, "Member must not be null");
        }
    }

    private void value(Shape shape, Checks checks, Object value, String path) {
        for (String broken : checks.broken(value)) found(value, path, broken);
        switch (shape) {
            case Shape.Structure structure -> structure(structure, value, path + ".");
            case Shape.ListOf list -> list(list, (List<?>) value, path);
            case Shape.MapOf map -> map(map, (Map<?, ?>) value, path);
            case Shape.Scalar scalar -> {
                // its checks are done
            }
        }
    }

    private void list(Shape.ListOf list, List<?> values, String path) {
        if (list.element() instanceof Shape.Scalar) {
            for (Object value : values)
                if (!list.elementChecks().broken(value).isEmpty()) {
                    found(
                            values,
                            path,
                            "Member must satisfy constraint: "
                                    + list.elementChecks().listed());
                    return;
                }
            return;
        }
        for (int i = 0; i < values.size(); i++)
            value(list.element(), list.elementChecks(), values.get(i), path + "." + (i + 1) + ".member");
    }

    private void map(Shape.MapOf map, Map<?, ?> values, String path) {
        for (Object key : values.keySet())
            if (!map.keyChecks().broken(key).isEmpty()) {
                found(
                        values,
                        path,
                        "Map keys must satisfy constraint: " + map.keyChecks().listed());
                break;
            }
        if (map.value() instanceof Shape.Scalar) {
            for (Object value : values.values())
                if (!map.valueChecks().broken(value).isEmpty()) {
                    found(
                            values,
                            path,
                            "Map value must satisfy constraint: "
                                    + map.valueChecks().listed());
                    return;
                }
            return;
        }
        values.forEach((key, value) -> value(map.value(), map.valueChecks(), value, path + "." + key + ".member"));
    }

    private void found(@Nullable Object value, String path, String constraint) {
        if (findings.size() == MAX_FINDINGS) return;
        String shown = value == null ? "null" : "'" + shown(value) + "'";
        findings.add("Value " + shown + " at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    /** A value as AWS's own Java prints it. */
    private static String shown(Object value) {
        return switch (value) {
            case byte[] bytes -> "java.nio.HeapByteBuffer[pos=0 lim=" + bytes.length + " cap=" + bytes.length + "]";
            case List<?> list -> {
                var joiner = new StringJoiner(", ", "[", "]");
                for (Object element : list) joiner.add(shown(element));
                yield joiner.toString();
            }
            case Map<?, ?> map -> {
                var joiner = new StringJoiner(", ", "{", "}");
                map.forEach((k, v) -> joiner.add(k + "=" + shown(v)));
                yield joiner.toString();
            }
            case Record record -> {
                var joiner = new StringJoiner(", ", record.getClass().getSimpleName() + "(", ")");
                for (var member : Shape.Structure.of(record.getClass()).members()) {
                    Object inner = member.of(record);
                    joiner.add(member.path() + "=" + (inner == null ? "null" : shown(inner)));
                }
                yield joiner.toString();
            }
            default -> value.toString();
        };
    }
}
