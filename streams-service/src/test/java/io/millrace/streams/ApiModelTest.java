package io.millrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.kit.request.ApiOperation;
import io.millrace.wire.Constraint;
import io.millrace.wire.OperationRegistry;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the constraints of our inputs against the API model that AWS ships with its first SDK for Java. That model ended
 * in 2025, so what AWS changed since is named here.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiModelTest {
    private static final String MODEL = "/models/kinesis-2013-12-02-model.json";
    /** What the newest model has otherwise: a shape by its name, and its constraints there. */
    private static final Map<String, String> CHANGED_SINCE = Map.of(
            // records of up to 10 MiB
            "Data", "length ..10485760");
    /** Members that came later. */
    private static final Set<String> NEWER = Set.of("StreamId", "WarmThroughputMiBps", "MaxRecordSizeInKiB");
    /** And of some operations, under a name that others had before. */
    private static final Set<String> NEWER_TAGS = Set.of("CreateStream", "RegisterStreamConsumer");

    private final JsonNode model = readModel();

    @SuppressWarnings("unchecked")
    private final OperationRegistry<ApiOperation<?, ?>> operations =
            StreamsRig.shared().service().bean(OperationRegistry.class);

    Stream<String> names() {
        return operations.all().values().stream()
                .map(ApiOperation::name)
                .filter(name -> model.get("operations").has(name))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void ourConstraintsAreThoseOfTheModel(String name) {
        var expected = new TreeMap<String, String>();
        var input = model.get("operations").get(name).get("input");
        structure(input.get("shape").asString(), "", expected);

        var actual = new TreeMap<String, String>();
        record(operations.find(StreamsRig.TARGET + name).inputType(), "", actual);

        actual.keySet()
                .removeIf(path -> NEWER.contains(path.substring(path.lastIndexOf('.') + 1))
                        || (NEWER_TAGS.contains(name) && path.startsWith("Tags")));
        assertThat(actual).isEqualTo(expected);
    }

    private void structure(String shapeName, String prefix, Map<String, String> into) {
        var shape = shape(shapeName);
        var required = new ArrayList<String>();
        if (shape.has("required")) for (var name : shape.get("required")) required.add(name.asString());
        var members = shape.get("members");
        for (String member : members.propertyNames()) {
            if (NEWER.contains(member)) continue;
            String path = prefix + member;
            String of = members.get(member).get("shape").asString();
            into.put(path, (required.contains(member) ? "required " : "") + constraints(of));
            inside(of, path, into);
        }
    }

    private void inside(String shapeName, String path, Map<String, String> into) {
        var shape = shape(shapeName);
        switch (shape.get("type").asString()) {
            case "structure" -> structure(shapeName, path + ".", into);
            case "list" -> {
                String member = shape.get("member").get("shape").asString();
                into.put(path + "[]", constraints(member));
                inside(member, path + "[]", into);
            }
            case "map" -> {
                into.put(
                        path + "{key}",
                        constraints(shape.get("key").get("shape").asString()));
                into.put(
                        path + "{value}",
                        constraints(shape.get("value").get("shape").asString()));
            }
            default -> {
                // a scalar has nothing inside
            }
        }
    }

    private JsonNode shape(String name) {
        return model.get("shapes").get(name);
    }

    private String constraints(String shapeName) {
        String changed = CHANGED_SINCE.get(shapeName);
        if (changed != null) return changed;
        var shape = shape(shapeName);
        var all = new ArrayList<String>();
        if (shape.has("pattern")) all.add("pattern " + shape.get("pattern").asString());
        if (shape.has("enum")) {
            var values = new ArrayList<String>();
            for (var value : shape.get("enum")) values.add(value.asString());
            values.sort(null);
            all.add("one of " + values);
        }
        String min = shape.has("min") && (isNumber(shape) || shape.get("min").asLong() != 0)
                ? shape.get("min").asString()
                : "";
        String max = shape.has("max") ? shape.get("max").asString() : "";
        if (!min.isEmpty() || !max.isEmpty()) all.add((isNumber(shape) ? "range " : "length ") + min + ".." + max);
        return String.join(", ", all);
    }

    private static boolean isNumber(JsonNode shape) {
        return List.of("integer", "long").contains(shape.get("type").asString());
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

    private static JsonNode readModel() {
        try (InputStream in = ApiModelTest.class.getResourceAsStream(MODEL)) {
            return JsonMapper.shared().readTree(Objects.requireNonNull(in, MODEL));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
