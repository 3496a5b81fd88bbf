package io.millrace.streams;

import io.millrace.testkit.model.ApiModel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.BinaryNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes, from the API model alone, a request that is right and every request that is wrong in one place, with the answer
 * that AWS gives to it. Nothing here knows our own structures.
 */
final class BadInputs {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** How AWS calls a number that stands in the wrong place. */
    private static final String NUMBER = "class com.amazon.coral.value.json.numbers.TruncatingBigNumber";

    private static final String BOOLEAN = "class java.lang.Boolean";
    private static final String STRING = "class java.lang.String";
    private static final String LIST_HERE = "Start of list found where not expected";
    private static final String STRUCTURE_HERE = "Start of structure or map found where not expected.";

    private final ApiModel model;
    private final Map<String, String> texts;
    private final List<Case> cases = new ArrayList<>();

    /**
     * @param name what is wrong and where
     * @param message null where AWS says nothing but the type; sets of words in alphabetical order, structures as dots
     */
    record Case(
            String name,
            JsonNode body,
            String type,
            @Nullable String message) {
        boolean ofTypes() {
            return type.equals("SerializationException");
        }
    }

    /** @param stream the name of the stream that requests speak of */
    BadInputs(ApiModel model, String stream) {
        this.model = model;
        this.texts = Map.of(
                "StreamName",
                stream,
                "StreamARN",
                StreamsRig.arn(stream),
                "ResourceARN",
                StreamsRig.arn(stream),
                "ConsumerARN",
                StreamsRig.arn(stream) + "/consumer/reader:1",
                "SequenceNumber",
                "1",
                "HashKey",
                "1",
                "StreamId",
                "a".repeat(20) + "-bcd");
    }

    /** A request with every member, that breaks nothing the model says. */
    JsonNode right(String operation) {
        return sample(model.input(operation));
    }

    List<Case> wrong(String operation) {
        String input = model.input(operation);
        for (var body : List.of(NODES.arrayNode(), NODES.numberNode(23), NODES.stringNode("23"), NODES.nullNode()))
            cases.add(new Case("a body of " + body, body, "SerializationException", null));
        structure(input, (ObjectNode) sample(input), "", body -> body);
        var all = List.copyOf(cases);
        cases.clear();
        return all;
    }

    /** @param whole puts a value that stands at the path into a request that is right otherwise */
    private void structure(String shape, ObjectNode right, String prefix, UnaryOperator<JsonNode> whole) {
        for (String member : model.members(shape)) {
            String path = prefix + Character.toLowerCase(member.charAt(0)) + member.substring(1);
            if (model.required(shape, member)) {
                String missing = found("null", path, "Member must not be null");
                invalid(path + " missing", whole.apply(right.deepCopy().without(member)), List.of(missing));
                var withNull = right.deepCopy();
                withNull.putNull(member);
                invalid(path + " null", whole.apply(withNull), List.of(missing));
            }
            value(
                    model.member(shape, member),
                    path,
                    value -> whole.apply(right.deepCopy().set(member, value)));
        }
    }

    private void value(String shape, String path, UnaryOperator<JsonNode> whole) {
        wrongTypes(shape, path, whole);
        for (var broken : beyond(shape)) {
            var findings = broken(shape, broken).stream()
                    .map(text -> found(shown(broken), path, text))
                    .toList();
            invalid(path + " = " + name(broken), whole.apply(broken), findings);
        }
        switch (model.type(shape)) {
            case "structure" -> structure(shape, (ObjectNode) sample(shape), path + ".", whole);
            case "list" -> list(shape, path, whole);
            case "map" -> map(shape, path, whole);
            default -> {
                // a scalar has nothing inside
            }
        }
    }

    private void list(String shape, String path, UnaryOperator<JsonNode> whole) {
        String element = model.inner(shape, "member");
        UnaryOperator<JsonNode> inList = value -> whole.apply(NODES.arrayNode().add(value));
        if (model.type(element).equals("structure")) {
            value(element, path + ".1.member", inList);
            return;
        }
        wrongTypes(element, path + "[]", inList);
        for (var broken : beyond(element))
            inside(path + "[]", path, NODES.arrayNode().add(broken), broken, element, "Member", whole);
    }

    private void map(String shape, String path, UnaryOperator<JsonNode> whole) {
        String key = model.inner(shape, "key");
        String value = model.inner(shape, "value");
        wrongTypes(value, path + "{}", wrong -> whole.apply(NODES.objectNode().set("key", wrong)));
        for (var broken : beyond(key)) {
            var map = NODES.objectNode().set(broken.asString(), sample(value));
            inside(path + " key", path, map, broken, key, "Map keys", whole);
        }
        for (var broken : beyond(value)) {
            var map = NODES.objectNode().set("key", broken);
            inside(path + "{}", path, map, broken, value, "Map value", whole);
        }
    }

    /** A scalar in a list or map is told by its container, with all that is asked of it. */
    private void inside(
            String name,
            String path,
            JsonNode container,
            JsonNode broken,
            String shape,
            String who,
            UnaryOperator<JsonNode> whole) {
        String text = found(shown(container), path, who + " must satisfy constraint: " + listed(shape));
        invalid(name + " = " + name(broken), whole.apply(container), List.of(text));
    }

    private void invalid(String name, JsonNode body, List<String> findings) {
        int count = findings.size();
        String message =
                count + " validation error" + (count > 1 ? "s" : "") + " detected: " + String.join("; ", findings);
        cases.add(new Case(name, body, "ValidationException", message));
    }

    /** Values of the right type, each of them just beyond one of the shape's bounds. */
    private List<JsonNode> beyond(String shape) {
        var json = model.shape(shape);
        var min = json.get("min");
        var max = json.get("max");
        String type = model.type(shape);
        var all = new ArrayList<JsonNode>();
        if (type.equals("integer") || type.equals("long")) {
            if (min != null) all.add(NODES.numberNode(min.asInt() - 1));
            if (max != null) all.add(NODES.numberNode(max.asInt() + 1));
            return all;
        }
        if (min != null && min.asInt() > 0) all.add(ofLength(shape, min.asInt() - 1));
        if (max != null) all.add(ofLength(shape, max.asInt() + 1));
        if (json.has("pattern")) {
            all.add(NODES.stringNode("!"));
            all.add(NODES.stringNode(sample(shape).asString() + "\n"));
        }
        if (json.has("enum")) {
            all.add(NODES.stringNode("NO_SUCH"));
            all.add(NODES.stringNode(""));
        }
        return all;
    }

    private JsonNode ofLength(String shape, int length) {
        return switch (model.type(shape)) {
            case "string" -> {
                String right = sample(shape).asString();
                yield NODES.stringNode(
                        length < right.length()
                                ? right.substring(0, length)
                                : right + right.substring(right.length() - 1).repeat(length - right.length()));
            }
            case "blob" -> NODES.binaryNode(new byte[length]);
            case "list" -> NODES.arrayNode().addAll(Collections.nCopies(length, sample(model.inner(shape, "member"))));
            case "map" -> {
                var map = NODES.objectNode();
                for (int i = 0; i < length; i++) map.set("key" + i, sample(model.inner(shape, "value")));
                yield map;
            }
            default -> throw new IllegalStateException(shape + " has no length");
        };
    }

    private List<String> broken(String shape, JsonNode value) {
        var json = model.shape(shape);
        var all = new ArrayList<String>();
        if (json.has("pattern") && !matches(shape, value.asString())) all.add(pattern(shape));
        if (json.has("enum")) all.add(words(shape));
        boolean number = value.isNumber();
        int size = number ? value.asInt() : length(value);
        String counted = "Member must have " + (number ? "value" : "length");
        if (json.has("min") && size < json.get("min").asInt())
            all.add(counted + " greater than or equal to " + json.get("min").asInt());
        if (json.has("max") && size > json.get("max").asInt())
            all.add(counted + " less than or equal to " + json.get("max").asInt());
        return all;
    }

    private String listed(String shape) {
        var json = model.shape(shape);
        var all = new ArrayList<String>();
        if (json.has("max"))
            all.add("Member must have length less than or equal to "
                    + json.get("max").asInt());
        if (json.has("min"))
            all.add("Member must have length greater than or equal to "
                    + json.get("min").asInt());
        if (json.has("pattern")) all.add(pattern(shape));
        if (json.has("enum")) all.add(words(shape));
        return all.toString();
    }

    private String pattern(String shape) {
        return "Member must satisfy regular expression pattern: "
                + model.shape(shape).get("pattern").asString();
    }

    private String words(String shape) {
        return "Member must satisfy enum value set: " + new TreeSet<>(model.texts(shape, "enum"));
    }

    private boolean matches(String shape, String text) {
        return Pattern.matches(model.shape(shape).get("pattern").asString(), text);
    }

    private static int length(JsonNode value) {
        if (value instanceof BinaryNode blob) return blob.binaryValue().length;
        return value.isString() ? value.asString().length() : value.size();
    }

    private static String found(String shown, String path, String constraint) {
        String value = shown.equals("null") ? shown : "'" + shown + "'";
        return "Value " + value + " at '" + path + "' failed to satisfy constraint: " + constraint;
    }

    /** A value as Java prints it. What stands for a structure is AWS's own class and hash: no one can hold us to that. */
    private static String shown(JsonNode value) {
        return switch (value) {
            case BinaryNode blob ->
                "java.nio.HeapByteBuffer[pos=0 lim=%1$d cap=%1$d]".formatted(blob.binaryValue().length);
            case ArrayNode list when list.size() > 0 && list.get(0).isObject() -> "[...]";
            case ArrayNode list -> list.valueStream().map(BadInputs::shown).collect(Collectors.joining(", ", "[", "]"));
            case ObjectNode map ->
                map.propertyStream()
                        .map(entry -> entry.getKey() + "=" + shown(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> value.asString();
        };
    }

    private static String name(JsonNode value) {
        if (value.isNumber()) return value.asString();
        String text = value.toString();
        return text.length() <= 60 ? text : text.substring(0, 30) + "... of length " + length(value);
    }

    private void wrongTypes(String shape, String path, UnaryOperator<JsonNode> whole) {
        String type = model.type(shape);
        var given = new ArrayList<JsonNode>(List.of(
                NODES.arrayNode(),
                NODES.objectNode(),
                NODES.stringNode("23456"),
                NODES.booleanNode(true),
                NODES.numberNode(23),
                NODES.numberNode(-34.5)));
        for (var value : given) {
            String text = refusal(type, value);
            if (text != null)
                cases.add(new Case(
                        path + " of type " + type + " = " + value, whole.apply(value), "SerializationException", text));
        }
    }

    /** What AWS says of a value where another type is asked for, or null if that is its type. */
    private static @Nullable String refusal(String type, JsonNode value) {
        return switch (type) {
            case "structure" -> value.isObject() ? null : value.isArray() ? LIST_HERE : "Expected null";
            case "map" -> value.isObject() ? null : value.isArray() ? LIST_HERE : "Expected map or null";
            case "list" -> value.isArray() ? null : value.isObject() ? STRUCTURE_HERE : "Expected list or null";
            default -> value.isArray() ? LIST_HERE : value.isObject() ? STRUCTURE_HERE : scalarRefusal(type, value);
        };
    }

    private static @Nullable String scalarRefusal(String type, JsonNode value) {
        String found = value.isNumber() ? NUMBER : value.isBoolean() ? BOOLEAN : STRING;
        return switch (type) {
            case "string" -> value.isString() ? null : found + " can not be converted to an String";
            case "integer" -> value.isNumber() ? null : found + " can not be converted to an Integer";
            case "boolean" ->
                value.isBoolean()
                        ? null
                        : (value.isString() ? "'23456'" : found) + " can not be converted to an Boolean";
            case "timestamp" -> value.isNumber() ? null : found + " can not be converted to milliseconds since epoch";
            case "blob" ->
                value.isString()
                        ? "'23456' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4"
                                + " bytes but found: 5"
                        : found + " can not be converted to a Blob";
            default -> throw new IllegalStateException("no input has a " + type);
        };
    }

    private JsonNode sample(String shape) {
        var json = model.shape(shape);
        return switch (model.type(shape)) {
            case "structure" -> {
                var structure = NODES.objectNode();
                for (String member : model.members(shape)) structure.set(member, sample(model.member(shape, member)));
                yield structure;
            }
            case "list" -> NODES.arrayNode().add(sample(model.inner(shape, "member")));
            case "map" -> NODES.objectNode().set("key", sample(model.inner(shape, "value")));
            case "integer" -> NODES.numberNode(json.has("min") ? json.get("min").asInt() : 1);
            case "timestamp" -> NODES.numberNode(1);
            case "boolean" -> NODES.booleanNode(true);
            case "blob" -> NODES.binaryNode(new byte[] {1});
            case "string" -> NODES.stringNode(text(shape));
            default -> throw new IllegalStateException("no input has a " + model.type(shape));
        };
    }

    private String text(String shape) {
        var words = model.texts(shape, "enum");
        if (!words.isEmpty()) return words.getLast();
        String text = texts.getOrDefault(shape, "a");
        if (model.shape(shape).has("pattern") && !matches(shape, text))
            throw new IllegalStateException(text + " is no " + shape);
        return text;
    }
}
