package io.millrace.firehose.destination;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a delivery stream may ask for beyond plain delivery. */
public enum Feature {
    DATA_FORMAT_CONVERSION("Data format conversion"),
    DYNAMIC_PARTITIONING("Dynamic partitioning"),
    S3_BACKUP("Backup of source records in S3"),
    KMS_ENCRYPTION("Encryption with keys of AWS KMS"),
    SECRETS_MANAGER("AWS Secrets Manager"),
    VPC("A destination in a VPC"),
    KINESIS_STREAM_SOURCE("A Kinesis stream as source");

    private final String text;

    Feature(String text) {
        this.text = text;
    }

    /** Its name in a sentence's beginning. */
    String text() {
        return text;
    }

    @Nullable
    Feature ifTrue(boolean asked) {
        return asked ? this : null;
    }

    static Set<Feature> of(@Nullable Feature... asked) {
        var all = EnumSet.noneOf(Feature.class);
        for (var feature : asked) if (feature != null) all.add(feature);
        return all;
    }
}
