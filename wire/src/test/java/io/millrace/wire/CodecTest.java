package io.millrace.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final Codec<Samples> CODEC = Codec.of(Samples.class);

    private static final Samples FULL = new Samples(
            "grüße \"\\\u0001😀",
            -7,
            Long.MAX_VALUE,
            0.5,
            true,
            new byte[] {0, -1, 2},
            Instant.ofEpochMilli(1_700_000_000_123L),
            new Samples.Inner("inner", new byte[0]),
            List.of("a", ""),
            List.of(new Samples.Inner("one", null), new Samples.Inner(null, new byte[] {9})),
            Map.of("k", "v"),
            Map.of("k", new Samples.Inner("two", null)),
            1024);

    @ParameterizedTest
    @EnumSource
    void whatIsEncodedIsDecodedAgain(Protocol protocol) {
        byte[] encoded = CODEC.encode(protocol, FULL);

        var decoded = CODEC.decode(protocol, encoded, 0, encoded.length);

        assertThat(decoded).usingRecursiveComparison().isEqualTo(FULL);
    }

    @Test
    void jsonLooksAsAwsWritesIt() {
        var value = new Samples(
                "a",
                1,
                2L,
                null,
                false,
                "hi".getBytes(UTF_8),
                Instant.ofEpochMilli(1_700_000_000_120L),
                null,
                List.of("x"),
                null,
                Map.of("k", "v"),
                null,
                1024);

        String json = new String(CODEC.encode(Protocol.JSON_1_1, value), UTF_8);

        assertThat(json)
                .isEqualTo("{\"Text\":\"a\",\"Number\":1,\"Large\":2,\"Flag\":false,\"Blob\":\"aGk=\","
                        + "\"Time\":1700000000.120,\"Texts\":[\"x\"],\"ByName\":{\"k\":\"v\"},"
                        + "\"MaxRecordSizeInKiB\":1024}");
    }

    @Test
    void cborTimesAreTagOneWithWholeMilliseconds() {
        var value = new Samples(
                null,
                null,
                null,
                null,
                null,
                null,
                Instant.ofEpochMilli(1_700_000_000_123L),
                null,
                null,
                null,
                null,
                null,
                null);

        byte[] cbor = CODEC.encode(Protocol.CBOR_1_1, value);

        assertThat(HexFormat.of().formatHex(cbor)).isEqualTo("bf6454696d65c11b0000018bcfe5687bff");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNullIsAbsent(Protocol protocol) {
        byte[] encoded = CODEC.encode(protocol, Samples.EMPTY);

        assertThat(HexFormat.of().formatHex(encoded)).isIn("7b7d", "bfff");
    }

    @Test
    void nullsAndUnknownMembersAreSkipped() {
        var decoded = json(
                "{\"Text\":null,\"Unknown\":{\"a\":[1,{\"b\":null}]},\"Texts\":[\"a\",null],\"ByName\":{\"k\":null},\"Number\":3}");

        assertThat(decoded.text()).isNull();
        assertThat(decoded.texts()).containsExactly("a");
        assertThat(decoded.byName()).isEmpty();
        assertThat(decoded.number()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000,      1700000000000",
        "1700000000.5,    1700000000500",
        "1700000000.123,  1700000000123",
        "1.7e9,           1700000000000",
        "0,               0",
        "-1.5,            -1500"
    })
    void jsonTimesAreSecondsWithAFraction(String text, long millis) {
        assertThat(json("{\"Time\":" + text + "}").time()).isEqualTo(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @CsvSource({
        // integer milliseconds, tagged and bare
        "a16454696d65c11b0000018bcfe5687b, 1700000000123",
        "a16454696d651b0000018bcfe5687b,   1700000000123",
        // a double counts seconds
        "a16454696d65c1fb41d954fc40200000, 1700000000500"
    })
    void cborTimesAreMillisecondsIfWholeAndSecondsIfNot(String hex, long millis) {
        assertThat(cbor(hex).time()).isEqualTo(Instant.ofEpochMilli(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // {"Text": "a", "Texts": ["b", "c"]} with definite and indefinite containers and strings
                "a2" + "6454657874" + "6161" + "655465787473" + "8261626163",
                "bf" + "6454657874" + "6161" + "655465787473" + "9f61626163ff" + "ff",
                "bf" + "6454657874" + "7f6161ff" + "655465787473" + "8261626163" + "ff",
                "bf" + "7f6254656278" + "74ff" + "6161" + "655465787473" + "9f61626163ff" + "ff"
            })
    void cborContainersMayBeOfDefiniteOrIndefiniteLength(String hex) {
        var decoded = cbor(hex);

        assertThat(decoded.text()).isEqualTo("a");
        assertThat(decoded.texts()).containsExactly("b", "c");
    }

    @Test
    void cborBlobsMayComeInPieces() {
        assertThat(cbor("bf64426c6f62" + "5f" + "4101" + "420203" + "ff" + "ff").blob())
                .containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "False, false", "YES, true", "no, false", "1, true", "0, false"})
    void aBooleanMayBeSpelledOut(String text, boolean meant) {
        assertThat(json("{\"Flag\":\"" + text + "\"}").flag()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"Text\":1}           | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{\"Text\":true}        | class java.lang.Boolean can not be converted to an String",
                "{\"Text\":[]}          | Start of list found where not expected",
                "{\"Text\":{}}          | Start of structure or map found where not expected.",
                "{\"Number\":\"1\"}     | class java.lang.String can not be converted to an Integer",
                "{\"Number\":false}     | class java.lang.Boolean can not be converted to an Integer",
                "{\"Large\":\"1\"}      | class java.lang.String can not be converted to an Long",
                "{\"Fraction\":\"1\"}   | class java.lang.String can not be converted to an Double",
                "{\"Flag\":\"maybe\"}   | 'MAYBE' can not be converted to an Boolean",
                "{\"Flag\":0}           | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an Boolean",
                "{\"Blob\":1}           | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to a Blob",
                "{\"Blob\":\"a\"}       | 'a' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 1",
                "{\"Blob\":\"=aaa\"}    | '=aaa' can not be converted to a Blob: Invalid Base64 character: '='",
                "{\"Blob\":\"aa*=\"}    | 'aa*=' can not be converted to a Blob: Invalid Base64 character: '*'",
                "{\"Blob\":\"aab=\"}    | 'aab=' can not be converted to a Blob: Invalid last non-pad Base64 character dectected",
                "{\"Time\":\"now\"}     | class java.lang.String can not be converted to milliseconds since epoch",
                "{\"Texts\":\"a\"}      | Expected list or null",
                "{\"Texts\":{}}         | Start of structure or map found where not expected.",
                "{\"Texts\":[1]}        | class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String",
                "{\"ByName\":3}         | Expected map or null",
                "{\"ByName\":[]}        | Start of list found where not expected",
                "{\"Inner\":3}          | Expected null",
                "{\"Inner\":[]}         | Start of list found where not expected"
            })
    void aValueOfTheWrongTypeIsRefusedInAwsWords(String body, String message) {
        var error = refusal(() -> json(body));

        assertThat(error.code()).isEqualTo("SerializationException");
        assertThat(error.message()).isEqualTo(message);
        assertThat(error.status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "   ", "null", "3", "\"a\"", "[]", "{", "{\"Text\"", "{\"Text\":", "{}{}", "{} x", "{'a':1}"
            })
    void aBodyThatIsNoStructureIsRefusedWithoutWords(String body) {
        var error = refusal(() -> json(body));

        assertThat(error.code()).isEqualTo("SerializationException");
        assertThat(error.message()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "1e-99999999",
                "10e9511627776",
                "1e2147483647",
                "-1e-2147483647",
                "2147483648",
                "-2147483649",
                "9999999999999999999999"
            })
    void aNumberThatDoesNotFitIsRefusedAtOnce(String number) {
        var error = refusal(() -> json("{\"Number\":" + number + "}"));

        assertThat(error.code()).isEqualTo("SerializationException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-99999999", "1e2147483647", "10e9511627776", "99999999999999"})
    void aTimeThatDoesNotFitIsRefusedAtOnce(String number) {
        var error = refusal(() -> json("{\"Time\":" + number + "}"));

        assertThat(error.code()).isEqualTo("SerializationException");
    }

    @Test
    void aFractionIsCutOffWholeNumbers() {
        assertThat(json("{\"Number\":3.9,\"Large\":1e3}"))
                .extracting(Samples::number, Samples::large)
                .containsExactly(3, 1000L);
    }

    @ParameterizedTest
    @EnumSource
    void deepNestingEndsWithAnError(Protocol protocol) {
        byte[] deep = protocol == Protocol.JSON_1_1
                ? ("{\"Unknown\":" + "[".repeat(100_000)).getBytes(UTF_8)
                : HexFormat.of().parseHex("bf6755" + "6e6b6e6f776e" + "9f".repeat(100_000));

        var error = refusal(() -> CODEC.decode(protocol, deep, 0, deep.length));

        assertThat(error.code()).isEqualTo("SerializationException");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // a text, a blob, a list and a map that claim more than there is
                "bf64546578747b7fffffffffffffff61ff",
                "bf64426c6f625b000000007fffffff00ff",
                "bf6554657874739b7fffffffffffffff6161",
                "bbffffffffffffffff6454657874",
                "bf64426c6f625affffffff00",
                "bf6454657874"
            })
    void aLengthThatLiesIsRefusedBeforeItIsBelieved(String hex) {
        var error = refusal(() -> cbor(hex));

        assertThat(error.code()).isEqualTo("SerializationException");
    }

    @Test
    void errorsCarryTheirTypeAndTheMessageInTheCaseThatAwsUses() {
        assertThat(error(Protocol.JSON_1_1, ApiError.badRequest("ResourceNotFoundException", "no \"x\"")))
                .isEqualTo("{\"__type\":\"ResourceNotFoundException\",\"message\":\"no \\\"x\\\"\"}");
        assertThat(error(Protocol.JSON_1_1, CommonErrors.serialization("odd")))
                .isEqualTo("{\"__type\":\"SerializationException\",\"Message\":\"odd\"}");
        assertThat(error(Protocol.JSON_1_1, CommonErrors.unknownOperation()))
                .isEqualTo("{\"__type\":\"UnknownOperationException\"}");
        assertThat(error(Protocol.CBOR_1_1, ApiError.badRequest("X", "y")))
                .isEqualTo(new String(
                        HexFormat.of().parseHex("bf665f5f747970656158676d6573736167656179ff"),
                        java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    @Test
    void contentTypesAreKnownWithParametersAndInAnyCase() {
        assertThat(Protocol.ofContentType("application/x-amz-json-1.1")).isEqualTo(Protocol.JSON_1_1);
        assertThat(Protocol.ofContentType("Application/X-AMZ-cbor-1.1 ; charset=utf-8"))
                .isEqualTo(Protocol.CBOR_1_1);
        assertThat(Protocol.ofContentType("application/json")).isNull();
        assertThat(Protocol.ofContentType(null)).isNull();
    }

    private static String error(Protocol protocol, ApiError error) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(Codec.encode(protocol, error));
        return out.toString(protocol == Protocol.JSON_1_1 ? UTF_8 : java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    private static Samples json(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        return CODEC.decode(Protocol.JSON_1_1, bytes, 0, bytes.length);
    }

    private static Samples cbor(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        return CODEC.decode(Protocol.CBOR_1_1, bytes, 0, bytes.length);
    }

    private static ApiError refusal(Runnable decoding) {
        var thrown = catchThrowableOfType(ApiException.class, decoding::run);
        assertThat(thrown).as("refusal").isNotNull();
        return thrown.error();
    }
}
