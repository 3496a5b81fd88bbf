package io.millrace.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValidationTest {
    record Entry(
            @Constraint.Required @Constraint.Length(max = 4) byte @Nullable [] data,

            @Constraint.Required @Constraint.Length(min = 1, max = 3) @Nullable
            String partitionKey) {}

    record Input(
            @Constraint.Required @Constraint.Pattern("[a-z]+") @Constraint.Length(min = 1, max = 5) @Nullable
            String streamName,

            @Constraint.Range(min = 1, max = 10) @Nullable Integer limit,

            @Constraint.OneOf({"LATEST", "TRIM_HORIZON"}) @Nullable
            String type,

            @Constraint.Length(min = 1, max = 2) @Nullable List<Entry> records,
            @Constraint.Length(min = 1) @Nullable List<@Constraint.Length(min = 1, max = 3) String> tagKeys,

            @Constraint.Length(min = 1) @Nullable
            Map<@Constraint.Length(min = 1, max = 3) String, @Constraint.Length(max = 2) String> tags) {}

    private static final Codec<Input> CODEC = Codec.of(Input.class);

    @Test
    void aValidStructurePasses() {
        CODEC.check(
                new Input("abc", 10, "LATEST", List.of(new Entry(new byte[4], "abc")), List.of("a"), Map.of("a", "")));
    }

    @Test
    void anAbsentMemberIsNamed() {
        assertThat(refusal(new Input(null, null, null, null, null, null)))
                .isEqualTo("1 validation error detected: Value null at 'streamName' failed to satisfy constraint:"
                        + " Member must not be null");
    }

    @Test
    void severalFindingsStandInTheOrderOfTheMembers() {
        assertThat(refusal(new Input("ABCDEF", 0, "x", null, null, null)))
                .isEqualTo("4 validation errors detected: Value 'ABCDEF' at 'streamName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [a-z]+;"
                        + " Value 'ABCDEF' at 'streamName' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 5;"
                        + " Value '0' at 'limit' failed to satisfy constraint:"
                        + " Member must have value greater than or equal to 1;"
                        + " Value 'x' at 'type' failed to satisfy constraint:"
                        + " Member must satisfy enum value set: [LATEST, TRIM_HORIZON]");
    }

    @Test
    void anEmptyTextBreaksThePatternAndTheLength() {
        assertThat(refusal(new Input("", 11, null, null, null, null)))
                .isEqualTo("3 validation errors detected: Value '' at 'streamName' failed to satisfy constraint:"
                        + " Member must satisfy regular expression pattern: [a-z]+;"
                        + " Value '' at 'streamName' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1;"
                        + " Value '11' at 'limit' failed to satisfy constraint:"
                        + " Member must have value less than or equal to 10");
    }

    @Test
    void membersOfAListAreCountedFromOne() {
        var records = List.of(new Entry(new byte[5], "a"), new Entry(null, "abcd"));

        assertThat(refusal(new Input("a", null, null, records, null, null)))
                .isEqualTo("3 validation errors detected: Value 'java.nio.HeapByteBuffer[pos=0 lim=5 cap=5]' at"
                        + " 'records.1.member.data' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 4;"
                        + " Value null at 'records.2.member.data' failed to satisfy constraint:"
                        + " Member must not be null;"
                        + " Value 'abcd' at 'records.2.member.partitionKey' failed to satisfy constraint:"
                        + " Member must have length less than or equal to 3");
    }

    @Test
    void aListOfTheWrongLengthIsShown() {
        assertThat(refusal(new Input("a", null, null, List.of(), null, null)))
                .isEqualTo("1 validation error detected: Value '[]' at 'records' failed to satisfy constraint:"
                        + " Member must have length greater than or equal to 1");
        assertThat(refusal(new Input("a", null, null, Collections.nCopies(3, new Entry(new byte[1], "k")), null, null)))
                .startsWith(
                        "1 validation error detected: Value '[Entry(data=java.nio.HeapByteBuffer[pos=0 lim=1 cap=1],"
                                + " partitionKey=k), ")
                .endsWith(
                        "]' at 'records' failed to satisfy constraint: Member must have length less than or equal to 2");
    }

    @Test
    void textsInListsAndMapsAreToldByAllThatIsAskedOfThem() {
        assertThat(refusal(new Input("a", null, null, null, List.of("good", ""), null)))
                .isEqualTo("1 validation error detected: Value '[good, ]' at 'tagKeys' failed to satisfy constraint:"
                        + " Member must satisfy constraint: [Member must have length less than or equal to 3,"
                        + " Member must have length greater than or equal to 1]");
        assertThat(refusal(new Input("a", null, null, null, null, Map.of("long", "long"))))
                .isEqualTo("2 validation errors detected: Value '{long=long}' at 'tags' failed to satisfy constraint:"
                        + " Map keys must satisfy constraint: [Member must have length less than or equal to 3,"
                        + " Member must have length greater than or equal to 1];"
                        + " Value '{long=long}' at 'tags' failed to satisfy constraint:"
                        + " Map value must satisfy constraint: [Member must have length less than or equal to 2,"
                        + " Member must have length greater than or equal to 0]");
    }

    @Test
    void atMostTenFindingsAreTold() {
        var records = Collections.nCopies(20, new Entry(null, null));

        assertThat(refusal(new Input(null, null, null, records, null, null)))
                .startsWith("10 validation errors detected: ")
                .contains("'records.4.member.partitionKey'")
                .doesNotContain("records.5.");
    }

    @Test
    void aHugeValueIsNotRepeatedWhole() {
        var records = Collections.nCopies(2_000_000, new Entry(null, null));

        assertThat(refusal(new Input("a", null, null, records, null, null))).hasSizeLessThan(300_000);
    }

    private static String refusal(Input input) {
        var thrown = catchThrowableOfType(ApiException.class, () -> CODEC.check(input));
        assertThat(thrown).as("refusal").isNotNull();
        assertThat(thrown.error().code()).isEqualTo("ValidationException");
        return String.valueOf(thrown.error().message());
    }
}
