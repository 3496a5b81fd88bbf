package io.millrace.firehose;

import io.millrace.kit.service.MillraceService;
import io.millrace.kit.service.ServiceRunner;

/** Amazon Data Firehose, on its own or beside others. */
public final class FirehoseService implements MillraceService {
    @Override
    public String name() {
        return "firehose";
    }

    @Override
    public Class<?> configuration() {
        return FirehoseConfiguration.class;
    }

    @Override
    public boolean usesDatabase() {
        return true;
    }

    public static void main(String[] arguments) {
        ServiceRunner.runAlone(new FirehoseService());
    }
}
