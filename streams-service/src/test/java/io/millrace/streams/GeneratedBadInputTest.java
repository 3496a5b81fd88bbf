package io.millrace.streams;

import static io.millrace.testkit.SignedHttp.CBOR;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.testkit.SignedHttp.Answer;
import io.millrace.testkit.model.ApiModel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.kinesis.model.StreamDescriptionSummary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;

/**
 * Sends every operation what its model forbids, one thing at a time: a required member missing, a value beyond a bound, a
 * value of another type. The answer is AWS's, and nothing has changed after it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedBadInputTest {
    private static final CBORMapper CBOR_MAPPER = new CBORMapper();
    private static final Pattern WORDS = Pattern.compile("enum value set: \\[([^]]*)]");
    private static final Pattern COMMA = Pattern.compile(", ");
    /** A list of structures as we print it; AWS prints its own class names and hashes there. */
    private static final Pattern STRUCTURES = Pattern.compile("Value '\\[[A-Z]\\w*\\(.*\\)]'");

    private final StreamsRig rig = StreamsRig.shared();
    private final ApiModel model = StreamsRig.model();
    private final String stream = rig.stream(1);
    private final BadInputs inputs = new BadInputs(model, stream);

    List<String> operations() {
        return model.operations();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatTheModelAllowsIsNoBadInput(String operation) throws Exception {
        var right = new BadInputs(model, StreamsRig.newName()).right(operation);

        var answer = rig.http().json(StreamsRig.TARGET + operation, right.toString());

        assertThat(answer.text()).doesNotContain("SerializationException", "validation error");
        assertThat(answer.status()).isIn(200, 400);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void whatTheModelForbidsIsRefused(String operation) throws Exception {
        var streams = streams();
        var before = summary();
        var softly = new SoftAssertions();

        for (var wrong : inputs.wrong(operation)) {
            var answer =
                    rig.http().json(StreamsRig.TARGET + operation, wrong.body().toString());
            check(softly, wrong, answer, JsonMapper.shared().readTree(answer.body()));
        }

        softly.assertThat(streams).containsAll(streams());
        softly.assertThat(summary()).isEqualTo(before);
        softly.assertAll();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void anotherTypeInCborIsRefusedInTheSameWords(String operation) throws Exception {
        var before = summary();
        var softly = new SoftAssertions();

        for (var wrong : inputs.wrong(operation)) {
            // A text where a blob belongs is base64 in JSON only.
            if (!wrong.ofTypes() || wrong.name().endsWith("blob = \"23456\"")) continue;
            var answer =
                    rig.http().send(StreamsRig.TARGET + operation, CBOR, CBOR_MAPPER.writeValueAsBytes(wrong.body()));
            check(softly, wrong, answer, CBOR_MAPPER.readTree(answer.body()));
        }

        softly.assertThat(summary()).isEqualTo(before);
        softly.assertAll();
    }

    private static void check(SoftAssertions softly, BadInputs.Case wrong, Answer answer, JsonNode body) {
        softly.assertThat(answer.status()).as(wrong.name()).isEqualTo(400);
        softly.assertThat(body.path("__type").asString()).as(wrong.name()).isEqualTo(wrong.type());
        var message = body.get(wrong.ofTypes() ? "Message" : "message");
        softly.assertThat(message == null ? null : comparable(message.asString()))
                .as(wrong.name())
                .isEqualTo(wrong.message());
    }

    private static String comparable(String message) {
        String sorted = WORDS.matcher(message)
                .replaceAll(words -> "enum value set: " + new TreeSet<>(List.of(COMMA.split(words.group(1), -1))));
        return STRUCTURES.matcher(sorted).replaceAll("Value '[...]'");
    }

    private Set<String> streams() {
        var names = new HashSet<String>();
        rig.client().listStreamsPaginator().streamNames().forEach(names::add);
        return names;
    }

    private StreamDescriptionSummary summary() {
        return rig.client()
                .describeStreamSummary(request -> request.streamName(stream))
                .streamDescriptionSummary();
    }
}
