package io.millrace.kit.request;

/**
 * What a pipeline has to know of its API.
 *
 * @param service our name of the service, for logs and metrics
 * @param signingName what a signature's credential scope must name, for example {@code kinesis}
 * @param maxBodyBytes no request is larger; a larger one is refused before it is buffered
 * @param maxBodyMemoryBytes bound of all bodies in memory at a time
 * @param showsValues whether the answer to a value that breaks a constraint repeats it: APIs differ in that
 * @param maxConcurrentCalls how many calls may run on the comfortable path at a time
 */
public record ApiSettings(
        String service,
        String signingName,
        int maxBodyBytes,
        long maxBodyMemoryBytes,
        boolean showsValues,
        int maxConcurrentCalls) {}
