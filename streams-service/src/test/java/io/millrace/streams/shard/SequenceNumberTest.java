package io.millrace.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Seeds;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceNumberTest {
    /** Seconds that still give 56 digits on both ends: from 1970 to the year 2100 and beyond. */
    private static final long MAX_SECOND = 1L << 35;

    @Test
    void aNumberIsWrittenAsArithmeticSaysAndReadAgain() {
        Seeds.forEach(20_000, random -> {
            var number = new SequenceNumber(
                    random.nextLong(MAX_SECOND),
                    random.nextBoolean() ? random.nextInt(20) : random.nextInt(Integer.MAX_VALUE),
                    index(random),
                    random.nextLong(MAX_SECOND));

            String text = number.toString();

            assertThat(text).hasSize(56).isEqualTo(byArithmetic(number).toString());
            assertThat(SequenceNumber.parse(text)).contains(number);
        });
    }

    @Test
    void theFormIsThatOfAws() {
        var number = new SequenceNumber(1_700_000_000L, 3, 1, 1_700_000_001L);

        assertThat(new BigInteger(number.toString()).toString(16))
                .isEqualTo("2" + "06553f100" + "3" + "0000000000000001" + "00" + "06553f101" + "00000003" + "2");
    }

    @Test
    void numbersOfAShardGrowWithThePositionWhateverTheClockDoes() {
        Seeds.forEach(2_000, random -> {
            long created = random.nextLong(MAX_SECOND);
            int shard = random.nextInt(1000);
            long position = random.nextLong(1L << 40);
            var earlier = SequenceNumber.ofPosition(created, shard, position, random.nextLong(MAX_SECOND) * 1000);
            var later = SequenceNumber.ofPosition(
                    created, shard, position + 1 + random.nextInt(1000), random.nextLong(MAX_SECOND) * 1000);

            assertThat(earlier.toString()).isLessThan(later.toString());
        });
    }

    @Test
    void numbersAreWrittenIntoTheMiddleOfAnArray() {
        byte[] target = new byte[60];
        target[1] = 'x';
        target[58] = 'x';

        SequenceNumber.write(1_700_000_000L, 3, 7, 1_700_000_001_999L, target, 2);

        assertThat(new String(target, 2, 56, StandardCharsets.US_ASCII))
                .isEqualTo(new SequenceNumber(1_700_000_000L, 3, 8, 1_700_000_001L).toString());
        assertThat(target[1]).isEqualTo((byte) 'x');
        assertThat(target[58]).isEqualTo((byte) 'x');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "5",
                "49590338271490256608559692538361571095921575989136588898",
                "99999999999999999999999999999999999999999999999999999999",
                "-9590338271490256608559692538361571095921575989136588898",
                "+9590338271490256608559692538361571095921575989136588898",
                "4959033827149025660855969253836157109592157598913658889x",
                "00000000000000000000000000000000000000000000000000000001"
            })
    void whatWeNeverGaveOutIsReadAsNothingOrAsAWholeNumber(String text) {
        SequenceNumber.parse(text)
                .ifPresent(number -> assertThat(number.toString()).isEqualTo(text));
    }

    @Test
    void randomDigitsNeverReadAsSomethingElse() {
        Seeds.forEach(20_000, random -> {
            var digits = new StringBuilder("4");
            while (digits.length() < 56) digits.append(random.nextInt(10));

            SequenceNumber.parse(digits.toString())
                    .ifPresent(number -> assertThat(number.toString()).isEqualTo(digits.toString()));
        });
    }

    private static long index(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> random.nextInt(10);
            case 1 -> Long.MAX_VALUE - random.nextInt(10);
            default -> random.nextLong() >>> (1 + random.nextInt(62));
        };
    }

    private static BigInteger byArithmetic(SequenceNumber number) {
        return BigInteger.TWO
                .shiftLeft(36)
                .add(BigInteger.valueOf(number.shardCreated()))
                .shiftLeft(4)
                .add(BigInteger.valueOf(number.shard() & 0xF))
                .shiftLeft(64)
                .add(BigInteger.valueOf(number.index()))
                .shiftLeft(8)
                .shiftLeft(36)
                .add(BigInteger.valueOf(number.arrived()))
                .shiftLeft(32)
                .add(BigInteger.valueOf(number.shard()))
                .shiftLeft(4)
                .add(BigInteger.TWO);
    }
}
