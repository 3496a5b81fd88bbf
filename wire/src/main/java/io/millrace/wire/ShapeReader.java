package io.millrace.wire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads a structure from tokens, in one pass and without a tree. Members that the shape does not have are skipped, as AWS
 * does; a value of the wrong type ends the request with the words that AWS uses for it.
 */
final class ShapeReader {
    /** Zeros that an exponent may add to a number, on either side of its point. */
    private static final int MAX_SCALE = 400;

    private final JsonParser parser;
    private final Protocol protocol;
    private final UnaryOperator<String> secrets;

    ShapeReader(JsonParser parser, Protocol protocol, UnaryOperator<String> secrets) {
        this.secrets = secrets;
        this.parser = parser;
        this.protocol = protocol;
    }

    /** Reads the whole body: one structure and nothing behind it. */
    Object body(Shape.Structure structure) {
        if (parser.nextToken() != JsonToken.START_OBJECT) throw wrongType(null);
        Object value = structure(structure);
        if (parser.nextToken() != null) throw wrongType(null);
        return value;
    }

    private Object structure(Shape.Structure structure) {
        var members = structure.members();
        var values = new @Nullable Object[members.size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int index = structure.indexOf(parser.currentName());
            parser.nextToken();
            if (index < 0) parser.skipChildren();
            else {
                Object value = value(members.get(index).shape());
                values[index] =
                        members.get(index).secret() && value instanceof String secret ? secrets.apply(secret) : value;
            }
        }
        return structure.create(values);
    }

    private @Nullable Object value(Shape shape) {
        JsonToken token = parser.currentToken();
        if (token == null) throw wrongType(null);
        if (token == JsonToken.VALUE_NULL) return null;
        return switch (shape) {
            case Shape.Structure structure -> {
                if (token == JsonToken.START_ARRAY) throw listHere();
                if (token != JsonToken.START_OBJECT) throw wrongType("Expected null");
                yield structure(structure);
            }
            case Shape.ListOf list -> {
                if (token == JsonToken.START_OBJECT) throw structureHere();
                if (token != JsonToken.START_ARRAY) throw wrongType("Expected list or null");
                yield list(list);
            }
            case Shape.MapOf map -> {
                if (token == JsonToken.START_ARRAY) throw listHere();
                if (token != JsonToken.START_OBJECT) throw wrongType("Expected map or null");
                yield map(map);
            }
            case Shape.Scalar scalar -> scalar(scalar, token);
        };
    }

    private List<Object> list(Shape.ListOf list) {
        var values = new ArrayList<Object>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(list.element());
            if (value != null) values.add(value);
        }
        return values;
    }

    private Map<String, Object> map(Shape.MapOf map) {
        var values = new LinkedHashMap<String, Object>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            Object value = value(map.value());
            if (value != null) values.put(key, value);
        }
        return values;
    }

    private Object scalar(Shape.Scalar scalar, JsonToken token) {
        if (token == JsonToken.START_ARRAY) throw listHere();
        if (token == JsonToken.START_OBJECT) throw structureHere();
        return switch (scalar) {
            case STRING -> {
                if (token != JsonToken.VALUE_STRING) throw notConvertible(token, "an String");
                yield parser.getString();
            }
            case INTEGER -> {
                if (!token.isNumeric()) throw notConvertible(token, "an Integer");
                yield (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            }
            case LONG -> {
                if (!token.isNumeric()) throw notConvertible(token, "an Long");
                yield whole(Long.MIN_VALUE, Long.MAX_VALUE);
            }
            case DOUBLE -> {
                if (!token.isNumeric()) throw notConvertible(token, "an Double");
                yield parser.getDoubleValue();
            }
            case BOOLEAN -> {
                if (token == JsonToken.VALUE_STRING) yield spelledOut(parser.getString());
                if (!token.isBoolean()) throw notConvertible(token, "an Boolean");
                yield parser.getBooleanValue();
            }
            case BLOB -> blob(token);
            case TIMESTAMP -> {
                if (!token.isNumeric()) throw notConvertible(token, "milliseconds since epoch");
                yield timestamp(token);
            }
        };
    }

    /** A number without its fraction; one that does not fit is a type error and never wraps. */
    private long whole(long min, long max) {
        BigDecimal number = finite();
        if (number.precision() - number.scale() > 20) throw wrongType("Number out of range");
        BigDecimal floor = number.setScale(0, RoundingMode.FLOOR);
        if (floor.compareTo(BigDecimal.valueOf(min)) < 0 || floor.compareTo(BigDecimal.valueOf(max)) > 0)
            throw wrongType("Number out of range");
        return floor.longValueExact();
    }

    private BigDecimal finite() {
        if (parser.isNaN()) throw wrongType("Number out of range");
        BigDecimal number;
        try {
            number = parser.getDecimalValue();
        } catch (NumberFormatException e) {
            // an exponent beyond what a BigDecimal can hold
            throw wrongType("Number out of range");
        }
        // Ten bytes can claim a billion digits: whoever rounds such a number first would compute them all.
        if (Math.abs((long) number.scale()) > MAX_SCALE) throw wrongType("Number out of range");
        return number;
    }

    private Instant timestamp(JsonToken token) {
        BigDecimal number = finite();
        // CBOR of the AWS SDKs counts whole milliseconds; a fraction there, and every number in JSON, counts seconds.
        boolean millis = protocol == Protocol.CBOR_1_1 && token == JsonToken.VALUE_NUMBER_INT;
        BigDecimal seconds = millis ? number.movePointLeft(3) : number;
        if (seconds.precision() - seconds.scale() > 12) throw wrongType("Number out of range");
        try {
            long whole = seconds.setScale(0, RoundingMode.FLOOR).longValueExact();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(9)
                    .longValue();
            return Instant.ofEpochSecond(whole, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw wrongType("Number out of range");
        }
    }

    /** AWS takes a boolean that is written as a text, in any case, and repeats any other text in capitals. */
    private static boolean spelledOut(String text) {
        String capitals = text.toUpperCase(Locale.ROOT);
        return switch (capitals) {
            case "TRUE", "YES", "1" -> true;
            case "FALSE", "NO", "0" -> false;
            default -> throw wrongType("'" + capitals + "' can not be converted to an Boolean");
        };
    }

    private byte[] blob(JsonToken token) {
        if (protocol == Protocol.CBOR_1_1) {
            if (token != JsonToken.VALUE_EMBEDDED_OBJECT) throw notConvertible(token, "a Blob");
            return parser.getBinaryValue();
        }
        if (token != JsonToken.VALUE_STRING) throw notConvertible(token, "a Blob");
        return Base64Blob.decode(parser.getString());
    }

    private static ApiException notConvertible(JsonToken token, String wanted) {
        String found = switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> "java.lang.Boolean";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "com.amazon.coral.value.json.numbers.TruncatingBigNumber";
            case VALUE_STRING -> "java.lang.String";
            default -> "java.nio.HeapByteBuffer";
        };
        return wrongType("class " + found + " can not be converted to " + wanted);
    }

    private static ApiException listHere() {
        return wrongType("Start of list found where not expected");
    }

    private static ApiException structureHere() {
        return wrongType("Start of structure or map found where not expected.");
    }

    static ApiException wrongType(@Nullable String message) {
        return ApiException.of(CommonErrors.serialization(message));
    }
}
