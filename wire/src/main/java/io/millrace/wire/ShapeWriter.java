package io.millrace.wire;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.core.JsonGenerator;
import tools.jackson.dataformat.cbor.CBORGenerator;

/** Writes a structure as tokens. What is null is absent from the wire. */
final class ShapeWriter {
    /** RFC 8949: an epoch-based time; AWS counts milliseconds in it. */
    private static final int CBOR_TAG_TIME = 1;

    private final JsonGenerator generator;
    private final UnaryOperator<String> secrets;

    ShapeWriter(JsonGenerator generator, UnaryOperator<String> secrets) {
        this.generator = generator;
        this.secrets = secrets;
    }

    void structure(Shape.Structure structure, Object value) {
        generator.writeStartObject();
        for (var member : structure.members()) {
            Object inner = member.of(value);
            if (inner == null) continue;
            generator.writeName(member.name());
            if (member.secret() && inner instanceof String secret) generator.writeString(secrets.apply(secret));
            else value(member.shape(), inner);
        }
        generator.writeEndObject();
    }

    private void value(Shape shape, Object value) {
        switch (shape) {
            case Shape.Structure structure -> structure(structure, value);
            case Shape.ListOf list -> {
                generator.writeStartArray();
                for (Object element : (List<?>) value) value(list.element(), element);
                generator.writeEndArray();
            }
            case Shape.MapOf map -> {
                generator.writeStartObject();
                for (var entry : ((Map<?, ?>) value).entrySet()) {
                    generator.writeName((String) entry.getKey());
                    value(map.value(), entry.getValue());
                }
                generator.writeEndObject();
            }
            case Shape.Scalar scalar -> scalar(value);
        }
    }

    private void scalar(Object value) {
        switch (value) {
            case String s -> generator.writeString(s);
            case Integer i -> generator.writeNumber(i);
            case Long l -> generator.writeNumber(l);
            case Double d -> generator.writeNumber(d);
            case Boolean b -> generator.writeBoolean(b);
            case byte[] bytes -> generator.writeBinary(bytes);
            case Instant time -> time(time);
            default -> throw new IllegalStateException(value.getClass() + " has no form on the AWS wire");
        }
    }

    private void time(Instant time) {
        if (generator instanceof CBORGenerator cbor) {
            cbor.writeTag(CBOR_TAG_TIME);
            cbor.writeNumber(time.toEpochMilli());
        } else {
            generator.writeNumber(BigDecimal.valueOf(time.toEpochMilli(), 3));
        }
    }
}
