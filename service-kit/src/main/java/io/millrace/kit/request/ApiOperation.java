package io.millrace.kit.request;

import io.millrace.identity.Caller;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * An operation with its codecs and, for the few that carry the load, its short cut.
 *
 * @param <I> the input structure
 * @param <O> the output structure
 */
public final class ApiOperation<I extends Record, O extends Record> {
    private final String name;
    private final Class<I> inputType;
    private final Class<O> outputType;
    private final Codec<I> input;
    private final Codec<O> output;
    private final Operation<I, O> operation;
    private final @Nullable FastPath fastPath;

    public ApiOperation(
            Class<I> inputType, Class<O> outputType, Operation<I, O> operation, @Nullable FastPath fastPath) {
        this.name = operation.getClass().getSimpleName();
        this.inputType = inputType;
        this.outputType = outputType;
        this.input = Codec.of(inputType);
        this.output = Codec.of(outputType);
        this.operation = operation;
        this.fastPath = fastPath;
    }

    /** The API's name of it, which is the class's. */
    public String name() {
        return name;
    }

    public Class<I> inputType() {
        return inputType;
    }

    public Class<O> outputType() {
        return outputType;
    }

    @Nullable
    FastPath fastPath() {
        return fastPath;
    }

    I decode(Protocol protocol, byte[] body, int length) {
        return input.decode(protocol, body, 0, length);
    }

    /** Checks, runs and encodes. */
    byte[] run(Protocol protocol, I value, Caller caller, Admission admission, boolean showsValues) {
        input.check(value, showsValues);
        admission.admit(name, value, caller);
        O result = operation.handle(value, caller);
        return result instanceof Operation.NoOutput ? new byte[0] : output.encode(protocol, result);
    }

    /** The input for the eyes of others: without its secrets. */
    byte[] inputAsJson(I value) {
        return input.encode(Protocol.JSON_1_1, value, secret -> "***");
    }
}
