package io.millrace.firehose.prefix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.firehose.prefix.Prefix.Use;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixTest {
    private static final Instant TIME = Instant.parse("2026-07-13T14:05:06Z");

    private static String evaluate(@Nullable String prefix) {
        return evaluate(prefix, Use.PREFIX, ZoneOffset.UTC);
    }

    private static String evaluate(@Nullable String prefix, Use use, ZoneId zone) {
        Iterator<String> random = List.of("one", "two").iterator();
        var values = new Prefix.Values(
                Map.of("customer", "c 1"), Map.of("kind", "order"), "processing-failed", random::next);
        return Prefix.parse(prefix, use).evaluate(TIME, zone, values);
    }

    @Test
    void withoutAPrefixTheTimeIsThePrefix() {
        assertThat(evaluate(null)).isEqualTo("2026/07/13/14/");
        assertThat(evaluate("")).isEqualTo("2026/07/13/14/");
    }

    @Test
    void aPlainPrefixGetsTheTimeBehindItAsItIs() {
        assertThat(evaluate("legacy")).isEqualTo("legacy2026/07/13/14/");
        assertThat(evaluate("logs/")).isEqualTo("logs/2026/07/13/14/");
    }

    @Test
    void anExpressionKeepsTheTimeAway() {
        assertThat(evaluate("year=!{timestamp:yyyy}/month=!{timestamp:MM}/")).isEqualTo("year=2026/month=07/");
        assertThat(evaluate("!{partitionKeyFromQuery:customer}/!{partitionKeyFromLambda:kind}/"))
                .isEqualTo("c 1/order/");
    }

    @Test
    void eachRandomStringIsAnother() {
        assertThat(evaluate("!{firehose:random-string}-!{firehose:random-string}/"))
                .isEqualTo("one-two/");
    }

    @Test
    void theZoneDecidesWhatTimeItIs() {
        assertThat(evaluate("!{timestamp:yyyy-MM-dd HH}", Use.PREFIX, ZoneId.of("Asia/Tokyo")))
                .isEqualTo("2026-07-13 23");
    }

    @Test
    void theErrorTypeStandsInErrorPrefixesOnly() {
        assertThat(evaluate("errors/!{firehose:error-output-type}/", Use.ERROR_OUTPUT, ZoneOffset.UTC))
                .isEqualTo("errors/processing-failed/");
        assertThatThrownBy(() -> Prefix.parse("!{firehose:error-output-type}/", Use.PREFIX))
                .isInstanceOf(InvalidPrefixException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/!{timestamp:yyyy",
                "a/!{timestamp}/",
                "a/!{timestamp:}/",
                "a/!{timestamp:hello}/",
                "a/!{clock:yyyy}/",
                "a/!{firehose:host-name}/"
            })
    void whatNobodyCouldEvaluateIsRefused(String prefix) {
        assertThatThrownBy(() -> Prefix.parse(prefix, Use.PREFIX)).isInstanceOf(InvalidPrefixException.class);
    }

    @Test
    void anEvaluatedPrefixHasABound() {
        String long512 = "x".repeat(Prefix.MAX_LENGTH - "2026/07/13/14/".length());

        assertThat(evaluate(long512)).hasSize(Prefix.MAX_LENGTH);
        assertThatThrownBy(() -> evaluate(long512 + "x")).isInstanceOf(InvalidPrefixException.class);
    }

    @Test
    void aMissingKeyIsSaid() {
        assertThatThrownBy(() -> evaluate("!{partitionKeyFromQuery:nobody}/")).hasMessageContaining("nobody");
    }

    @Test
    void theNameBehindThePrefixTellsStreamVersionTimeAndId() {
        var id = UUID.fromString("00000000-0000-4000-8000-000000000001");

        assertThat(ObjectKey.of("p/", "orders", 3, TIME, ZoneOffset.UTC, id, ".gz"))
                .isEqualTo("p/orders-3-2026-07-13-14-05-06-00000000-0000-4000-8000-000000000001.gz");
    }
}
