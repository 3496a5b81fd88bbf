package io.millrace.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JqQueryTest {
    private static List<String> run(String filter, String json) throws JqSyntaxException, JqException {
        var outputs = new ArrayList<String>();
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JqQuery.compile(filter).run(bytes, 0, bytes.length, value -> outputs.add(value.toString()));
        return outputs;
    }

    @Test
    void thePartitionKeysOfARecordAreFound() throws Exception {
        var query = JqQuery.compile("{customer: .a.b, y: .ts|strftime(\"%Y\"), part: (.n // \"none\")}");
        byte[] json = "{\"x\":[1,{\"y\":\"\\u00e9\"}],\"a\":{\"c\":1,\"b\":\"k\"},\"ts\":1425599621}"
                .getBytes(StandardCharsets.UTF_8);

        var keys = query.first(json);

        assertThat(keys.map(JqValue::text)).contains("{\"customer\":\"k\",\"y\":\"2015\",\"part\":\"none\"}");
    }

    @Test
    void everyValueOfTheInputIsAskedUntilOneIsNoJson() {
        var outputs = new ArrayList<String>();
        byte[] json = "{\"a\":1}{\"a\":2} [3]".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(
                        () -> JqQuery.compile(".a").run(json, 0, json.length, value -> outputs.add(value.toString())))
                .isInstanceOf(JqException.class)
                .hasMessage("Cannot index array with string \"a\"");
        assertThat(outputs).containsExactly("1", "2");
    }

    @Test
    void whatAQueryCannotSeeIsCheckedAllTheSame() {
        assertThatThrownBy(() -> run("{k: .a}", "{\"a\":1,\"b\":[1,}"))
                .hasMessage("Unmatched '}' at line 1, column 15");
        assertThatThrownBy(() -> run(".a", "{\"b\":\"\\x\",\"a\":1}")).hasMessage("Invalid escape at line 1, column 9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"env", "$ENV", "input", "inputs", "debug", "stderr", "halt", "input_filename"})
    void whatReachesOutsideIsRefused(String filter) {
        assertThatThrownBy(() -> JqQuery.compile(filter))
                .isInstanceOf(JqSyntaxException.class)
                .hasMessageContaining("is refused");
    }

    @Test
    void aSyntaxErrorHasTheWordsOfJq() {
        assertThatThrownBy(() -> JqQuery.compile("{a: if . then 1 else 2 end}"))
                .hasMessage("syntax error, unexpected if (Unix shell quoting issues?) at <top-level>, line 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def f: f; f",
                "def f: 1 + f; f",
                "def f: [f]; f",
                "last(repeat(1))",
                "last(range(infinite))",
                "[range(1e9)]",
                "\"x\" * 1e9",
                "reduce range(1e9) as $i (\"x\"; . + .)",
                "reduce range(1e6) as $i (null; [.])",
                ".[2e9] = 1",
                "\"a\" | gsub(\"\"; \"b\")",
                "\"a\" * 40 | test(\"(a|aa)+\\\\1b\")",
                "try (def f: f; f) catch 1",
                "def f: try f catch f; f",
                "\"abc\" | indices(\"\")"
            })
    void aQueryWithoutEndIsStopped(String filter) {
        assertThatThrownBy(() -> run(filter, "null"))
                .isInstanceOf(JqException.class)
                .hasMessageStartingWith("the query ");
    }

    @Test
    void theDeepestRecursionThatIsAllowedFitsASmallStack() throws Exception {
        var thrown = new ArrayList<Throwable>();
        String nested = "[".repeat(150) + "]".repeat(150);
        var thread = new Thread(
                null,
                () -> {
                    try {
                        assertThat(run("[walk(.), ([..] | length), ([paths] | length)] | .[1]", nested))
                                .containsExactly("150");
                        run("def f: 1 + f; f", "null");
                    } catch (Exception e) {
                        thrown.add(e);
                    }
                },
                "small",
                1 << 20);
        thread.start();
        thread.join();

        assertThat(thrown)
                .singleElement()
                .satisfies(e -> assertThat(e).hasMessageContaining("deeper than 1000 levels"));
    }

    @Test
    void aTailCallTakesNoDepth() throws Exception {
        assertThat(run("def f: if . >= 100000 then . else . + 1 | f end; f", "0"))
                .containsExactly("100000");
        assertThat(run("[limit(3; repeat(1))], until(. > 100000; . + 1)", "0")).containsExactly("[1,1,1]", "100001");
    }
}
