package io.millrace.streams.storage;

import io.millrace.kit.request.ApiOperation;
import io.millrace.log.RecordLog;
import io.millrace.streams.stream.Streams;
import java.util.List;

/** The operations of this feature, ready to be registered; none of them is one of AWS. */
public final class StorageOperations {
    private final List<ApiOperation<?, ?>> all;

    StorageOperations(
            Streams streams, RecordLog log, StorageGrowth growth, SegmentChecks checks, StorageSettings settings) {
        all = List.of(
                new ApiOperation<>(
                        DescribeStorage.Input.class,
                        DescribeStorage.Output.class,
                        new DescribeStorage(streams, log, growth, settings),
                        null),
                new ApiOperation<>(
                        StartSegmentCheck.Input.class,
                        StartSegmentCheck.Output.class,
                        new StartSegmentCheck(checks),
                        null),
                new ApiOperation<>(
                        DescribeSegmentCheck.Input.class,
                        DescribeSegmentCheck.Output.class,
                        new DescribeSegmentCheck(checks),
                        null));
    }

    public List<ApiOperation<?, ?>> all() {
        return all;
    }
}
