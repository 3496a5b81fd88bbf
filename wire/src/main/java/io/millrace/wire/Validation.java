package io.millrace.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks a decoded structure and collects what it breaks, in AWS's words: at most ten findings, as AWS reports. */
final class Validation {
    private static final int MAX_FINDINGS = 10;
    /** Characters of a shown value, about: 500 records with keys of full length stay below. */
    private static final int MAX_SHOWN = 256 * 1024;

    private final List<String> findings = new ArrayList<>();

    private final boolean showsValues;

    private Validation(boolean showsValues) {
        this.showsValues = showsValues;
    }

    /**
     * @param showsValues whether a finding repeats the value: some APIs do, others name its place only
     * @throws ApiException with every finding, if there is one
     */
    static void check(Shape.Structure structure, Object value, boolean showsValues) {
        var validation = new Validation(showsValues);
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
        String shown = !showsValues ? "" : value == null ? "null " : "'" + shown(value) + "' ";
        findings.add("Value " + shown + "at '" + path + "' failed to satisfy constraint: " + constraint);
    }

    /** A value as AWS's own Java prints it. A list of millions is cut: its text would be many times its size. */
    private static String shown(Object value) {
        var text = new StringBuilder();
        show(value, text);
        return text.toString();
    }

    private static void show(Object value, StringBuilder text) {
        switch (value) {
            case byte[] bytes ->
                text.append("java.nio.HeapByteBuffer[pos=0 lim=")
                        .append(bytes.length)
                        .append(" cap=")
                        .append(bytes.length)
                        .append(']');
            case List<?> list -> {
                text.append('[');
                showAll(list, text, element -> show(element, text));
                text.append(']');
            }
            case Map<?, ?> map -> {
                text.append('{');
                showAll(map.entrySet(), text, entry -> {
                    text.append(entry.getKey()).append('=');
                    show(entry.getValue(), text);
                });
                text.append('}');
            }
            case Record record -> {
                text.append(record.getClass().getSimpleName()).append('(');
                showAll(Shape.Structure.of(record.getClass()).members(), text, member -> {
                    text.append(member.path()).append('=');
                    Object inner = member.of(record);
                    if (inner == null) text.append("null");
                    else if (member.secret()) text.append("***");
                    else show(inner, text);
                });
                text.append(')');
            }
            default -> text.append(value);
        }
    }

    private static <E> void showAll(Collection<E> all, StringBuilder text, Consumer<E> show) {
        boolean first = true;
        for (E each : all) {
            if (!first) text.append(", ");
            first = false;
            if (text.length() > MAX_SHOWN) {
                text.append("...");
                return;
            }
            show.accept(each);
        }
    }
}
