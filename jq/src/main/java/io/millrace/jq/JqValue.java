package io.millrace.jq;

/**
 * An immutable JSON value as jq knows it. Numbers are doubles; objects keep the order in which their keys came.
 *
 * <p>Equality is jq's {@code ==}: NaN equals nothing, and the order of an object's keys does not count.
 */
public abstract sealed class JqValue permits JqLiteral, JqNumber, JqString, JqArray, JqObject {
    JqValue() {}

    /** jq's kinds in their sort order. */
    enum Kind {
        NULL("null"),
        FALSE("boolean"),
        TRUE("boolean"),
        NUMBER("number"),
        STRING("string"),
        ARRAY("array"),
        OBJECT("object");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    abstract Kind kind();

    /** How many arrays and objects lie inside one another here: 0 for a scalar. */
    int nesting() {
        return 0;
    }

    /** The name of the value's type as jq's {@code type} gives it: null, boolean, number, string, array or object. */
    public final String type() {
        return kind().text;
    }

    public final boolean isNull() {
        return kind() == Kind.NULL;
    }

    /** False for null and false only. */
    public final boolean isTruthy() {
        return kind() != Kind.NULL && kind() != Kind.FALSE;
    }

    /** The text of a string itself, of any other value its JSON: what {@code jq -r} prints. */
    public final String text() {
        return this instanceof JqString string ? string.value() : toString();
    }

    /** jq's total order, in which NaN is below every number, also itself. */
    final int compare(JqValue other) {
        return Ordering.compare(this, other);
    }

    /** Whether jq would hold the two for one and the same value: containers and strings by identity, the rest by bits. */
    @SuppressWarnings("ReferenceEquality") // That is the question here.
    static boolean same(JqValue left, JqValue right) {
        return left == right
                || (left instanceof JqNumber a
                        && right instanceof JqNumber b
                        && Double.doubleToRawLongBits(a.value()) == Double.doubleToRawLongBits(b.value()));
    }

    /** The JSON text that {@code jq -c} prints. */
    @Override
    public final String toString() {
        return JsonWriter.write(this);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof JqValue value && Ordering.equal(this, value);
    }

    @Override
    public final int hashCode() {
        return switch (this) {
            case JqLiteral literal -> literal.kind().hashCode();
            case JqNumber number -> Double.hashCode(number.value() + 0.0);
            case JqString string -> string.value().hashCode();
            case JqArray array -> 31 + array.size();
            case JqObject object -> 37 + object.size();
        };
    }
}
