package io.millrace.firehose.function;

import java.util.List;

/** Functions of several kinds: the first that knows an ARN calls it. */
public final class AllFunctions implements Functions {
    private final List<Functions> kinds;

    public AllFunctions(List<Functions> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public boolean knows(String arn) {
        return kinds.stream().anyMatch(kind -> kind.knows(arn));
    }

    @Override
    public byte[] invoke(String arn, byte[] event) throws FunctionFailure, InterruptedException {
        for (var kind : kinds) if (kind.knows(arn)) return kind.invoke(arn, event);
        throw new FunctionFailure("Lambda.FunctionError", "There is no function " + arn, null);
    }
}
