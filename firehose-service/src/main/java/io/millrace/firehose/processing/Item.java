package io.millrace.firehose.processing;

import java.util.Map;

/**
 * A record on its way through the steps.
 *
 * @param arrivalMillis when the record arrived that it was made of, in milliseconds since 1970
 * @param queryKeys that a query found
 * @param lambdaKeys that a function answered
 */
record Item(byte[] data, long arrivalMillis, Map<String, String> queryKeys, Map<String, String> lambdaKeys) {
    Item(byte[] data, long arrivalMillis) {
        this(data, arrivalMillis, Map.of(), Map.of());
    }

    Item withData(byte[] other) {
        return new Item(other, arrivalMillis, queryKeys, lambdaKeys);
    }

    Item withLambdaKeys(Map<String, String> keys) {
        return new Item(data, arrivalMillis, queryKeys, keys);
    }

    Item withQueryKeys(Map<String, String> keys) {
        return new Item(data, arrivalMillis, keys, lambdaKeys);
    }
}
