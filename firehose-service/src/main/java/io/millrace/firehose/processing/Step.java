package io.millrace.firehose.processing;

import java.util.function.Consumer;

/** Makes any number of records of one. Any thread. */
interface Step {
    void apply(Item item, Consumer<Item> next) throws StepFailure;
}
