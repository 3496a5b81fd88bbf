package io.millrace.streams.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.Seeds;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyTest {
    @Test
    void halvesAndWholeAreOneNumber() {
        Seeds.forEach(5_000, random -> {
            var one = new BigInteger(random.nextInt(129), random);
            var other = new BigInteger(random.nextInt(129), random);

            assertThat(HashKey.of(one).toBigInteger()).isEqualTo(one);
            assertThat(Integer.signum(HashKey.of(one).compareTo(HashKey.of(other))))
                    .isEqualTo(one.compareTo(other));
        });
    }

    @Test
    void aPartitionKeyHashesToItsMd5() throws Exception {
        byte[] key = "xx-schlüssel-yy".getBytes(StandardCharsets.UTF_8);
        byte[] inner = "schlüssel".getBytes(StandardCharsets.UTF_8);

        var hash = HashKey.ofPartitionKey(key, 3, inner.length);

        assertThat(hash.toBigInteger())
                .isEqualTo(new BigInteger(1, MessageDigest.getInstance("MD5").digest(inner)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 100, 1000, 19_999})
    void evenRangesLeaveNoHoleAndNoOverlap(int parts) {
        var next = BigInteger.ZERO;
        for (var range : HashKeyRange.evenly(parts)) {
            assertThat(range.start().toBigInteger()).isEqualTo(next);
            next = range.end().toBigInteger().add(BigInteger.ONE);
        }
        assertThat(next).isEqualTo(BigInteger.TWO.pow(128));
    }
}
