package io.millrace.streams;

import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.ServiceRunner;

/** Kinesis Data Streams, on its own or beside others. */
public final class StreamsService implements MillraceService {
    @Override
    public String name() {
        return "streams";
    }

    @Override
    public Class<?> configuration() {
        return StreamsConfiguration.class;
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    public static void main(String[] arguments) {
        ServiceRunner.runAlone(new StreamsService());
    }
}
