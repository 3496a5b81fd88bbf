package io.millrace.jq;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A compiled query. It keeps no state between runs and may be used by many threads at once. */
public final class JqQuery {
    private static final int MAX_TEXT = 1 << 20;

    private final String text;
    private final Node node;
    private final Projection projection;

    private JqQuery(String text, Node node) {
        this.text = text;
        this.node = node;
        projection = Projection.of(node);
    }

    /** @throws JqSyntaxException if jq 1.6 would not compile the text, or if it reaches for more than its input */
    public static JqQuery compile(String text) throws JqSyntaxException {
        if (text.length() > MAX_TEXT) throw new JqSyntaxException("the query is longer than " + MAX_TEXT);
        return new JqQuery(text, Parser.parse(text, Builtins.all()));
    }

    /** Runs the query with the default limits. */
    public void run(byte[] json, int offset, int length, JqOutput sink) throws JqException {
        run(json, offset, length, JqLimits.DEFAULT, sink);
    }

    /**
     * Runs the query over every JSON value of the bytes, mostly one, and passes on every output.
     *
     * @param limits for every value anew
     * @throws JqException as jq would complain, or if a limit is met; the outputs before it have been passed on
     */
    public void run(byte[] json, int offset, int length, JqLimits limits, JqOutput sink) throws JqException {
        try {
            evaluate(json, offset, offset + length, limits, sink);
        } catch (JqError error) {
            throw new JqException(error.words());
        } catch (LimitReached limit) {
            throw new JqException(limit.words());
        } catch (StackOverflowError deep) {
            throw new JqException("the query nests calls deeper than the thread's stack");
        }
    }

    /** The first output; empty if there is none. */
    public Optional<JqValue> first(byte[] json) throws JqException {
        var found = new JqValue[1];
        try {
            run(json, 0, json.length, value -> {
                found[0] = value;
                throw new Enough();
            });
        } catch (Enough enough) {
            return Optional.of(found[0]);
        }
        return Optional.empty();
    }

    /** Ends a run from its sink. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;

        private Enough() {
            super(null, null, false, false);
        }
    }

    private void evaluate(byte[] json, int offset, int end, JqLimits limits, JqOutput sink) {
        int start = skipByteOrderMark(json, offset, end);
        var reader = new JsonReader(json, start, end);
        while (!reader.isAtEnd()) {
            int before = reader.position();
            JqValue value = reader.read(projection);
            if (value == null) {
                var scanner = new JsonScanner(json, start, before, end);
                for (JqValue each = scanner.next(); each != null; each = scanner.next()) apply(each, limits, sink);
                return;
            }
            apply(value, limits, sink);
        }
    }

    private static int skipByteOrderMark(byte[] json, int offset, int end) {
        boolean marked = end - offset >= 3
                && json[offset] == (byte) 0xef
                && json[offset + 1] == (byte) 0xbb
                && json[offset + 2] == (byte) 0xbf;
        return marked ? offset + 3 : offset;
    }

    private void apply(JqValue input, JqLimits limits, JqOutput sink) {
        node.eval(new Run(limits), Env.EMPTY, input, null, (@Nullable JqValue value, @Nullable Path path) -> {
            if (value != null) sink.accept(value);
        });
    }

    /** The query's text. */
    @Override
    public String toString() {
        return text;
    }
}
