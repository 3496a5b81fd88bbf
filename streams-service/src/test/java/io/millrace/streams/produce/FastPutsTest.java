package io.millrace.streams.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.millrace.identity.Caller;
import io.millrace.kit.request.Operation;
import io.millrace.log.RecordLog;
import io.millrace.log.ShardKey;
import io.millrace.streams.StreamsRig;
import io.millrace.streams.shard.SequenceNumber;
import io.millrace.streams.shard.ShardId;
import io.millrace.streams.stream.Streams;
import io.millrace.testkit.Seeds;
import io.millrace.testkit.ServiceRig;
import io.millrace.testkit.SignedHttp;
import io.millrace.wire.ApiException;
import io.millrace.wire.Codec;
import io.millrace.wire.Protocol;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Sends bodies of every kind through the door, where most take the short cut, and through the comfortable path, and
 * compares what became of them: the error, or the shard, the key and the data of every record.
 */
class FastPutsTest {
    private static final int CASES = 400;
    private static final Caller CALLER = ServiceRig.ROOT.owner();

    private final StreamsRig rig = StreamsRig.shared();
    private final Streams streams = rig.service().bean(Streams.class);
    private final RecordLog log = rig.service().bean(RecordLog.class);
    private final Appender appender = new Appender(streams, log, new PutMetrics(new SimpleMeterRegistry()));
    private final String stream = rig.stream(3);

    private int fast;
    private int stored;
    private int refused;

    /** What became of a put. */
    private record Outcome(@Nullable String error, List<String> records) {}

    @Test
    void whatComesTooLateForAShardGoesToItsChildren() {
        String name = rig.stream(2);
        var before = Objects.requireNonNull(streams.find(ServiceRig.ACCOUNT, name));
        rig.client()
                .mergeShards(r -> r.streamName(name)
                        .shardToMerge(StreamsRig.shardId(0))
                        .adjacentShardToMerge(StreamsRig.shardId(1)));
        rig.awaitActive(name);

        var stored = appender.append(
                before,
                List.of(
                        new Appender.Entry("a".getBytes(UTF_8), "k1", null, "data"),
                        new Appender.Entry("b".getBytes(UTF_8), "k2", null, "data")));

        assertThat(stored)
                .allSatisfy(record -> assertThat(record.shard().index()).isEqualTo(2));
        var read = rig.readAll(name, 2);
        assertThat(StreamsRig.texts(read)).containsExactly("a", "b");
        assertThat(read.stream().map(record -> record.sequenceNumber()).toList())
                .isEqualTo(stored.stream().map(Appender.Stored::sequenceNumber).toList());
    }

    @ParameterizedTest
    @EnumSource
    void theShortCutOfPutRecordsDoesWhatTheComfortablePathDoes(Protocol protocol) {
        var operation = new PutRecords(streams, appender);

        Seeds.forEach(CASES, random -> {
            byte[] body = new PutBodies(random, protocol, stream).putRecords();
            var into = new PutRequest();
            if (protocol == Protocol.JSON_1_1
                    ? JsonPutReader.putRecords(body, body.length, into)
                    : CborPutReader.putRecords(body, body.length, into)) fast++;

            var comfortable = comfortable(PutRecords.Input.class, operation, protocol, body);
            var door = door("PutRecords", PutRecords.Output.class, protocol, body);

            assertThat(outcome(door)).as(() -> shown(body)).isEqualTo(outcome(comfortable));
        });

        assertMixed();
    }

    @ParameterizedTest
    @EnumSource
    void theShortCutOfPutRecordDoesWhatTheComfortablePathDoes(Protocol protocol) {
        var operation = new PutRecord(streams, appender, InstantSource.system());

        Seeds.forEach(CASES, random -> {
            byte[] body = new PutBodies(random, protocol, stream).putRecord();
            var into = new PutRequest();
            if (protocol == Protocol.JSON_1_1
                    ? JsonPutReader.putRecord(body, body.length, into)
                    : CborPutReader.putRecord(body, body.length, into)) fast++;

            var comfortable = comfortable(PutRecord.Input.class, operation, protocol, body);
            var door = door("PutRecord", PutRecord.Output.class, protocol, body);

            assertThat(outcome(door)).as(() -> shown(body)).isEqualTo(outcome(comfortable));
        });

        assertMixed();
    }

    /** A test that never met one of the cases would prove nothing. */
    private void assertMixed() {
        if (Long.getLong("millrace.seed") != null) return;
        assertThat(fast).as("bodies of the plain form").isBetween(CASES / 10, CASES * 9 / 10);
        assertThat(stored).as("stored").isGreaterThan(CASES / 10);
        assertThat(refused).as("refused").isGreaterThan(CASES / 10);
    }

    private static <I extends Record, O extends Record> Object comfortable(
            Class<I> input, Operation<I, O> operation, Protocol protocol, byte[] body) {
        try {
            var codec = Codec.of(input);
            I value = codec.decode(protocol, body, 0, body.length);
            codec.check(value);
            return operation.handle(value, CALLER);
        } catch (ApiException e) {
            return e.error().status() + " " + e.error().code() + ": "
                    + e.error().message();
        }
    }

    private Object door(String operation, Class<? extends Record> output, Protocol protocol, byte[] body)
            throws Exception {
        SignedHttp.Answer answer = rig.http().send(StreamsRig.TARGET + operation, protocol.contentType(), body);
        if (answer.status() == 200) return Codec.of(output).decode(protocol, answer.body(), 0, answer.body().length);
        var error = Codec.of(ErrorBody.class).decode(protocol, answer.body(), 0, answer.body().length);
        String message = error.message() != null ? error.message() : error.capitalMessage();
        return answer.status() + " " + error.type() + ": " + message;
    }

    record ErrorBody(
            @io.millrace.wire.Constraint.Name("__type") @Nullable
            String type,

            @io.millrace.wire.Constraint.Name("message") @Nullable
            String message,

            @io.millrace.wire.Constraint.Name("Message") @Nullable
            String capitalMessage) {}

    private Outcome outcome(Object answer) {
        return switch (answer) {
            case String error -> {
                refused++;
                yield new Outcome(error, List.of());
            }
            case PutRecord.Output output -> {
                stored++;
                yield new Outcome(null, List.of(record(output.shardId(), output.sequenceNumber())));
            }
            case PutRecords.Output output -> {
                stored++;
                var records = new ArrayList<String>();
                records.add("failed " + output.failedRecordCount());
                for (var record : output.records())
                    records.add(record(String.valueOf(record.shardId()), String.valueOf(record.sequenceNumber())));
                yield new Outcome(null, records);
            }
            default -> throw new IllegalStateException(answer.toString());
        };
    }

    /** What is stored under a number. */
    private String record(String shardId, String number) {
        var parsed = SequenceNumber.parse(number).orElseThrow();
        assertThat(ShardId.of(parsed.shard())).isEqualTo(shardId);
        var found = new ArrayList<String>();
        long id = java.util.Objects.requireNonNull(streams.find(ServiceRig.ACCOUNT, stream))
                .id();
        log.shard(new ShardKey(id, parsed.shard()))
                .read(parsed.index() - 1, (position, arrival, memory, key, keyLength, data, dataLength) -> {
                    if (!found.isEmpty()) return false;
                    byte[] bytes = new byte[keyLength + dataLength];
                    memory.get(key, bytes, 0, keyLength);
                    memory.get(data, bytes, keyLength, dataLength);
                    found.add(shardId + " " + keyLength + " "
                            + Base64.getEncoder().encodeToString(bytes));
                    return true;
                });
        return found.getFirst();
    }

    private static String shown(byte[] body) {
        return new String(body, java.nio.charset.StandardCharsets.ISO_8859_1);
    }
}
