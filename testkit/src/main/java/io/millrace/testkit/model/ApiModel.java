package io.millrace.testkit.model;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an API asks of its inputs: the model that AWS ships with its first SDK for Java, which ended in 2025, and what AWS
 * published since, which stands in files of the same form beside the tests.
 */
public final class ApiModel {
    private final JsonNode operations;
    private final JsonNode shapes;

    private ApiModel(JsonNode operations, JsonNode shapes) {
        this.operations = operations;
        this.shapes = shapes;
    }

    /** @param names of the resources with the model, each newer than the one before */
    public static ApiModel read(String... names) {
        var model = resource(names[0]);
        for (String newer : Arrays.asList(names).subList(1, names.length)) merge(resource(newer), model);
        return new ApiModel(model.get("operations"), model.get("shapes"));
    }

    public List<String> operations() {
        return operations.propertyNames().stream().sorted().toList();
    }

    /** The name of the structure that an operation takes. */
    public String input(String operation) {
        return operations.get(operation).get("input").get("shape").asString();
    }

    public JsonNode shape(String name) {
        return shapes.get(name);
    }

    public String type(String shape) {
        return shape(shape).get("type").asString();
    }

    /** The shape inside of another: {@code member} of a list, {@code key} and {@code value} of a map. */
    public String inner(String shape, String part) {
        return shape(shape).get(part).get("shape").asString();
    }

    public String member(String structure, String name) {
        return shape(structure).get("members").get(name).get("shape").asString();
    }

    public List<String> members(String structure) {
        return List.copyOf(shape(structure).get("members").propertyNames());
    }

    public boolean required(String structure, String member) {
        return texts(structure, "required").contains(member);
    }

    /** A list of words that a shape carries, empty if it has none. */
    public List<String> texts(String shape, String property) {
        var texts = new ArrayList<String>();
        var given = shape(shape).get(property);
        if (given != null) for (var text : given) texts.add(text.asString());
        return texts;
    }

    /** Structures grow together; what is said of anything else, the newer one says. */
    private static void merge(ObjectNode newer, ObjectNode into) {
        for (String name : newer.propertyNames()) {
            var value = newer.get(name);
            if (value instanceof ObjectNode inner && into.get(name) instanceof ObjectNode known) merge(inner, known);
            else into.set(name, value);
        }
    }

    private static ObjectNode resource(String name) {
        try (InputStream in = ApiModel.class.getResourceAsStream(name)) {
            return (ObjectNode) JsonMapper.shared().readTree(Objects.requireNonNull(in, name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
