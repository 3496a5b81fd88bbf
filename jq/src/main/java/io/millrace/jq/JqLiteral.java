package io.millrace.jq;

/** null, false and true. */
public final class JqLiteral extends JqValue {
    public static final JqLiteral NULL = new JqLiteral(Kind.NULL);
    public static final JqLiteral FALSE = new JqLiteral(Kind.FALSE);
    public static final JqLiteral TRUE = new JqLiteral(Kind.TRUE);

    private final Kind kind;

    private JqLiteral(Kind kind) {
        this.kind = kind;
    }

    static JqLiteral of(boolean value) {
        return value ? TRUE : FALSE;
    }

    @Override
    Kind kind() {
        return kind;
    }
}
