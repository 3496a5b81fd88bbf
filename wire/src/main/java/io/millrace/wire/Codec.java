package io.millrace.wire;

import java.io.ByteArrayOutputStream;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * Turns bytes into the structure of an operation and back: the comfortable path, for every operation. The few operations
 * that carry the load have codecs of their own beside it, held equal to this one by tests.
 *
 * @param <T> the record that is the structure
 */
public final class Codec<T extends Record> {
    private final Class<T> type;
    private final Shape.Structure structure;

    private Codec(Class<T> type) {
        this.type = type;
        this.structure = Shape.Structure.of(type);
    }

    public static <T extends Record> Codec<T> of(Class<T> type) {
        return new Codec<>(type);
    }

    /**
     * Reads a body and checks its types, not its constraints.
     *
     * @throws ApiException SerializationException if it can't be read as the structure
     */
    public T decode(Protocol protocol, byte[] body, int offset, int length) {
        return decode(protocol, body, offset, length, UnaryOperator.identity());
    }

    /**
     * As {@link #decode(Protocol, byte[], int, int)}.
     *
     * @param secrets what becomes of a text that is a secret
     */
    public T decode(Protocol protocol, byte[] body, int offset, int length, UnaryOperator<String> secrets) {
        try (var parser = protocol.factory().createParser(ObjectReadContext.empty(), body, offset, length)) {
            return type.cast(new ShapeReader(parser, protocol, secrets).body(structure));
        } catch (JacksonException e) {
            throw ShapeReader.wrongType(null);
        }
    }

    /**
     * Checks the constraints that stand at the structure's members.
     *
     * @throws ApiException ValidationException that names every broken one, at most ten
     */
    public void check(T value) {
        check(value, true);
    }

    /**
     * As {@link #check(Record)}.
     *
     * @param showsValues whether the exception repeats what breaks a constraint
     */
    public void check(T value, boolean showsValues) {
        Validation.check(structure, value, showsValues);
    }

    public byte[] encode(Protocol protocol, T value) {
        return encode(protocol, value, UnaryOperator.identity());
    }

    /**
     * As {@link #encode(Protocol, Record)}.
     *
     * @param secrets what is written of a text that is a secret
     */
    public byte[] encode(Protocol protocol, T value, UnaryOperator<String> secrets) {
        var out = new ByteArrayOutputStream(512);
        try (var generator = protocol.factory().createGenerator(ObjectWriteContext.empty(), out)) {
            new ShapeWriter(generator, secrets).structure(structure, value);
        }
        return out.toByteArray();
    }

    /** The form of an error. SerializationException spells its message with a capital letter, as AWS does. */
    public static byte[] encode(Protocol protocol, ApiError error) {
        var out = new ByteArrayOutputStream(256);
        try (var generator = protocol.factory().createGenerator(ObjectWriteContext.empty(), out)) {
            generator.writeStartObject();
            generator.writeStringProperty("__type", error.code());
            if (error.message() != null)
                generator.writeStringProperty(
                        error.code().equals("SerializationException") ? "Message" : "message", error.message());
            generator.writeEndObject();
        }
        return out.toByteArray();
    }

    /** The names of the structure's members on the wire, in their order. */
    public java.util.List<String> memberNames() {
        return structure.members().stream().map(Shape.Member::name).toList();
    }
}
