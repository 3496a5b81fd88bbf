package io.millrace.testkit.model;

import io.millrace.wire.Constraint;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is asked of every member of an input, by its path, in words that are the same for the model and for our records. */
public final class Constraints {
    private final ApiModel model;

    private Constraints(ApiModel model) {
        this.model = model;
    }

    /** As the model has it for an operation. */
    public static Map<String, String> of(ApiModel model, String operation) {
        var all = new TreeMap<String, String>();
        new Constraints(model).structure(model.input(operation), "", all);
        return all;
    }

    /** As our record has it. */
    public static Map<String, String> of(Class<?> input) {
        var all = new TreeMap<String, String>();
        record(input, "", all);
        return all;
    }

    private void structure(String shapeName, String prefix, Map<String, String> into) {
        for (String member : model.members(shapeName)) {
            String path = prefix + member;
            String of = model.member(shapeName, member);
            into.put(path, (model.required(shapeName, member) ? "required " : "") + constraints(of));
            inside(of, path, into);
        }
    }

    private void inside(String shapeName, String path, Map<String, String> into) {
        switch (model.type(shapeName)) {
            case "structure" -> structure(shapeName, path + ".", into);
            case "list" -> {
                String member = model.inner(shapeName, "member");
                into.put(path + "[]", constraints(member));
                inside(member, path + "[]", into);
            }
            case "map" -> {
                into.put(path + "{key}", constraints(model.inner(shapeName, "key")));
                into.put(path + "{value}", constraints(model.inner(shapeName, "value")));
            }
            default -> {
                // a scalar has nothing inside
            }
        }
    }

    private String constraints(String shapeName) {
        var shape = model.shape(shapeName);
        var all = new ArrayList<String>();
        if (shape.has("pattern")) all.add("pattern " + shape.get("pattern").asString());
        if (shape.has("enum"))
            all.add("one of " + model.texts(shapeName, "enum").stream().sorted().toList());
        String min = shape.has("min") && (isNumber(shape) || shape.get("min").asLong() != 0)
                ? shape.get("min").asString()
                : "";
        String max = shape.has("max") ? shape.get("max").asString() : "";
        if (!min.isEmpty() || !max.isEmpty()) all.add((isNumber(shape) ? "range " : "length ") + min + ".." + max);
        return String.join(", ", all);
    }

    private static boolean isNumber(JsonNode shape) {
        return List.of("integer", "long", "double").contains(shape.get("type").asString());
    }

    private static void record(Class<?> type, String prefix, Map<String, String> into) {
        for (RecordComponent component : type.getRecordComponents()) {
            var given = component.getAnnotation(Constraint.Name.class);
            String name = given != null
                    ? given.value()
                    : Character.toUpperCase(component.getName().charAt(0))
                            + component.getName().substring(1);
            String path = prefix + name;
            boolean required = component.isAnnotationPresent(Constraint.Required.class);
            into.put(path, (required ? "required " : "") + constraints(component.getAnnotatedType()));
            inside(component.getAnnotatedType(), path, into);
        }
    }

    private static void inside(AnnotatedType type, String path, Map<String, String> into) {
        if (type instanceof AnnotatedParameterizedType generic) {
            var arguments = generic.getAnnotatedActualTypeArguments();
            if (arguments.length == 1) {
                into.put(path + "[]", constraints(arguments[0]));
                inside(arguments[0], path + "[]", into);
            } else {
                into.put(path + "{key}", constraints(arguments[0]));
                into.put(path + "{value}", constraints(arguments[1]));
            }
        } else if (type.getType() instanceof Class<?> plain && plain.isRecord()) {
            record(plain, path + ".", into);
        }
    }

    private static String constraints(AnnotatedType type) {
        AnnotatedElement at = type instanceof AnnotatedArrayType blob ? blob.getAnnotatedGenericComponentType() : type;
        var all = new ArrayList<String>();
        var pattern = find(at, Constraint.Pattern.class);
        if (pattern != null) all.add("pattern " + pattern.value());
        var oneOf = find(at, Constraint.OneOf.class);
        if (oneOf != null)
            all.add("one of " + Arrays.stream(oneOf.value()).sorted().toList());
        var length = find(at, Constraint.Length.class);
        if (length != null)
            all.add("length " + (length.min() == 0 ? "" : length.min()) + ".."
                    + (length.max() == Integer.MAX_VALUE ? "" : length.max()));
        var range = find(at, Constraint.Range.class);
        if (range != null)
            all.add("range " + (range.min() == Long.MIN_VALUE ? "" : range.min()) + ".."
                    + (range.max() == Long.MAX_VALUE ? "" : range.max()));
        return String.join(", ", all);
    }

    private static <A extends Annotation> @Nullable A find(AnnotatedElement at, Class<A> type) {
        A direct = at.getAnnotation(type);
        if (direct != null) return direct;
        for (var named : at.getAnnotations()) {
            A carried = named.annotationType().getAnnotation(type);
            if (carried != null) return carried;
        }
        return null;
    }
}
