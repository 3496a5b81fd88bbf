package io.millrace.streams.shard;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Seeds;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceDigitsTest {
    private static final int NUMBERS = 10_000;

    @Test
    void whateverFollowsWhateverTheDigitsAreThoseOfTheNumber() {
        Seeds.forEach(10, SequenceDigitsTest::follow);
    }

    private static void follow(Random random) {
        var digits = new SequenceDigits();
        var target = new byte[SequenceNumber.DIGITS + 2];
        long created = 1_700_000_000L;
        int shard = 0;
        long position = 0;
        long arrivalMillis = 1_800_000_000_000L;
        for (int i = 0; i < NUMBERS; i++) {
            switch (random.nextInt(50)) {
                case 0 -> position += random.nextLong(1L << 40);
                case 1 -> arrivalMillis += random.nextInt(2_000);
                case 2 -> shard = random.nextInt(1 << 20);
                case 3 -> created += random.nextInt(3);
                // Where nine digits are full, the next limb is carried to.
                case 4 -> position = Long.MAX_VALUE >>> random.nextInt(2, 40);
                default -> position++;
            }

            digits.write(created, shard, position, arrivalMillis, target, 1);

            assertThat(new String(target, 1, SequenceNumber.DIGITS, US_ASCII))
                    .isEqualTo(SequenceNumber.ofPosition(created, shard, position, arrivalMillis)
                            .toString());
        }
    }
}
