package io.millrace.firehose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.testkit.Eventually;
import io.millrace.testkit.TestPostgres;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.firehose.model.CompressionFormat;
import software.amazon.awssdk.services.firehose.model.FirehoseException;
import software.amazon.awssdk.services.firehose.model.Tag;

/** Delivery streams from their creation to their deletion, as a client of the SDK sees them. */
class DeliveryStreamsTest {
    private final FirehoseRig rig = FirehoseRig.shared();

    @Test
    void aNewStreamIsToldWithItsDefaultsAndInBothShapes() {
        var stream = rig.describe(rig.stream());

        assertThat(stream.versionId()).isEqualTo("1");
        assertThat(stream.deliveryStreamTypeAsString()).isEqualTo("DirectPut");
        assertThat(stream.deliveryStreamARN())
                .isEqualTo("arn:aws:firehose:us-east-1:000000000000:deliverystream/" + stream.deliveryStreamName());
        var destination = stream.destinations().getFirst();
        assertThat(destination.destinationId()).isEqualTo("destinationId-000000000001");
        var extended = destination.extendedS3DestinationDescription();
        assertThat(extended.bufferingHints().sizeInMBs()).isEqualTo(5);
        assertThat(extended.bufferingHints().intervalInSeconds()).isEqualTo(300);
        assertThat(extended.compressionFormatAsString()).isEqualTo("UNCOMPRESSED");
        assertThat(extended.s3BackupModeAsString()).isEqualTo("Disabled");
        assertThat(extended.encryptionConfiguration().noEncryptionConfigAsString())
                .isEqualTo("NoEncryption");
        assertThat(extended.cloudWatchLoggingOptions().enabled()).isFalse();
        assertThat(destination.s3DestinationDescription().bucketARN()).isEqualTo(FirehoseRig.BUCKET);
    }

    @Test
    void anUpdateKeepsWhatItDoesNotNameAndCountsTheVersionUp() {
        String name = rig.stream();

        rig.client()
                .updateDestination(r -> r.deliveryStreamName(name)
                        .currentDeliveryStreamVersionId("1")
                        .destinationId("destinationId-000000000001")
                        .extendedS3DestinationUpdate(u -> u.compressionFormat(CompressionFormat.GZIP)));

        var changed = rig.describe(name);
        assertThat(changed.versionId()).isEqualTo("2");
        assertThat(changed.lastUpdateTimestamp()).isNotNull();
        var destination = changed.destinations().getFirst().extendedS3DestinationDescription();
        assertThat(destination.compressionFormat()).isEqualTo(CompressionFormat.GZIP);
        assertThat(destination.bucketARN()).isEqualTo(FirehoseRig.BUCKET);
        assertRefused(
                () -> rig.client()
                        .updateDestination(r -> r.deliveryStreamName(name)
                                .currentDeliveryStreamVersionId("1")
                                .destinationId("destinationId-000000000001")
                                .extendedS3DestinationUpdate(u -> u.prefix("p/"))),
                "ConcurrentModificationException",
                "Cannot update firehose: " + name
                        + " since the current version id: 2 and specified version id: 1 do not match");
    }

    @Test
    void aDeletedStreamGoesAndItsNameIsFreeAgain() {
        String name = rig.stream();

        rig.client().deleteDeliveryStream(r -> r.deliveryStreamName(name));

        Eventually.holds(() -> assertRefused(
                () -> rig.describe(name),
                "ResourceNotFoundException",
                "Firehose " + name + " under account 000000000000 not found."));
        rig.client()
                .createDeliveryStream(
                        r -> r.deliveryStreamName(name).extendedS3DestinationConfiguration(FirehoseRig.bucket()));
    }

    @Test
    void aNameIsThereOnce() {
        String name = rig.stream();

        assertRefused(
                () -> rig.client()
                        .createDeliveryStream(r ->
                                r.deliveryStreamName(name).extendedS3DestinationConfiguration(FirehoseRig.bucket())),
                "ResourceInUseException",
                "Firehose " + name + " under accountId 000000000000 already exists");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"BufferingHints\":{\"SizeInMBs\":5}|BufferingHints.SizeInMBs and BufferingHints.IntervalInSeconds must be specified together.",
                "\"Prefix\":\"!{timestamp:yyyy}/\"|ErrorOutputPrefix cannot be null or empty when Prefix contains expressions.",
                "\"CustomTimeZone\":\"Mars/Olympus\"|CustomTimeZone Mars/Olympus is not a valid time zone.",
                "\"EncryptionConfiguration\":{\"KMSEncryptionConfig\":{\"AWSKMSKeyARN\":\"arn:aws:kms:us-east-1:000000000000:key/k\"}}|Encryption with keys of AWS KMS is not supported by this version of Millrace, see docs/compatibility.md. Nothing was changed."
            })
    void whatABucketCantBeToldIsRefused(String member, String message) throws Exception {
        String body = "{\"DeliveryStreamName\":\"refused\",\"ExtendedS3DestinationConfiguration\":{\"RoleARN\":\""
                + FirehoseRig.ROLE + "\",\"BucketARN\":\"" + FirehoseRig.BUCKET + "\"," + member + "}}";

        var answer = rig.http().json(FirehoseRig.TARGET + "CreateDeliveryStream", body);

        assertThat(answer.text())
                .isEqualTo("{\"__type\":\"InvalidArgumentException\",\"message\":\"" + message + "\"}");
    }

    @Test
    void aBrokenConstraintIsNamedByItsPlaceWithoutItsValue() throws Exception {
        var answer = rig.http()
                .json(
                        FirehoseRig.TARGET + "CreateDeliveryStream",
                        "{\"DeliveryStreamName\":\"refused\",\"ExtendedS3DestinationConfiguration\":{\"RoleARN\":\""
                                + FirehoseRig.ROLE + "\",\"BucketARN\":\"" + FirehoseRig.BUCKET
                                + "\",\"CompressionFormat\":\"LZW\"}}");

        assertThat(answer.text())
                .isEqualTo("{\"__type\":\"ValidationException\",\"message\":\"1 validation error detected: Value at"
                        + " 'extendedS3DestinationConfiguration.compressionFormat' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [ZIP, HADOOP_SNAPPY, Snappy, GZIP, UNCOMPRESSED]\"}");
    }

    @Test
    void otherDestinationsAreRefusedByName() {
        assertRefused(
                () -> rig.client()
                        .createDeliveryStream(r -> r.deliveryStreamName("refused")
                                .splunkDestinationConfiguration(s -> s.hecEndpoint("https://splunk")
                                        .hecEndpointType("Raw")
                                        .hecToken("secret")
                                        .s3Configuration(
                                                b -> b.roleARN(FirehoseRig.ROLE).bucketARN(FirehoseRig.BUCKET)))),
                "InvalidArgumentException",
                "Delivery to Splunk is not supported by this version of Millrace, see docs/compatibility.md."
                        + " Nothing was changed.");
        assertRefused(
                () -> rig.client().createDeliveryStream(r -> r.deliveryStreamName("refused")),
                "InvalidArgumentException",
                "Exactly one destination configuration is supported for a Firehose");
    }

    @Test
    void encryptionAtRestIsRefusedAndItsEndIsNoChange() {
        String name = rig.stream();

        assertRefused(
                () -> rig.client().startDeliveryStreamEncryption(r -> r.deliveryStreamName(name)),
                "InvalidArgumentException",
                "Firehose " + name + " under account 000000000000 can not be encrypted: this version of Millrace has no"
                        + " server-side encryption. Nothing was changed.");
        rig.client().stopDeliveryStreamEncryption(r -> r.deliveryStreamName(name));
    }

    @Test
    void tagsAreAddedChangedListedInPagesAndRemoved() {
        String name = rig.stream();
        var client = rig.client();
        client.tagDeliveryStream(r -> r.deliveryStreamName(name).tags(tag("a", "1"), tag("b", "2"), tag("c", "3")));
        client.tagDeliveryStream(r -> r.deliveryStreamName(name).tags(tag("b", "4")));
        client.untagDeliveryStream(r -> r.deliveryStreamName(name).tagKeys("c", "absent"));

        var page =
                client.listTagsForDeliveryStream(r -> r.deliveryStreamName(name).limit(1));
        assertThat(page.hasMoreTags()).isTrue();
        assertThat(client.listTagsForDeliveryStream(
                                r -> r.deliveryStreamName(name).exclusiveStartTagKey("a"))
                        .tags())
                .containsExactly(tag("b", "4"));
    }

    @Test
    void streamsAreListedTenAtATimeByName() {
        try (var own = FirehoseRig.start(Map.of())) {
            for (int i = 0; i < 11; i++) {
                String name = "s%02d".formatted(i);
                own.client()
                        .createDeliveryStream(r ->
                                r.deliveryStreamName(name).extendedS3DestinationConfiguration(FirehoseRig.bucket()));
            }

            var page = own.client().listDeliveryStreams(r -> {});

            assertThat(page.deliveryStreamNames()).hasSize(10).isSorted();
            assertThat(page.hasMoreDeliveryStreams()).isTrue();
            assertThat(own.client()
                            .listDeliveryStreams(r -> r.exclusiveStartDeliveryStreamName("s09"))
                            .deliveryStreamNames())
                    .containsExactly("s10");
        }
    }

    @Test
    void anotherStartKnowsEverything() {
        String url = TestPostgres.shared().newDatabase();
        String name;
        try (var first = FirehoseRig.start(Map.of("millrace.database.url", url))) {
            name = first.stream();
        }

        try (var second = FirehoseRig.start(Map.of("millrace.database.url", url))) {
            assertThat(second.describe(name)
                            .destinations()
                            .getFirst()
                            .extendedS3DestinationDescription()
                            .bucketARN())
                    .isEqualTo(FirehoseRig.BUCKET);
        }
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void assertRefused(ThrowingCallable call, String code, String message) {
        var refusal = catchThrowableOfType(FirehoseException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.awsErrorDetails().errorCode() + ": "
                        + refusal.awsErrorDetails().errorMessage())
                .isEqualTo(code + ": " + message);
    }
}
