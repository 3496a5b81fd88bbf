package io.millrace.jq;

/** Takes the outputs of a query, one after the other. */
@FunctionalInterface
public interface JqOutput {
    void accept(JqValue value);
}
