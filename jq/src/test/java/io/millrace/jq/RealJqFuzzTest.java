package io.millrace.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random filters over random values answer as the installed jq 1.6 does. */
class RealJqFuzzTest {
    private static final int FILTERS_AT_ONCE = 40;
    private static final int INPUTS = 3;
    private static final int CASES = Integer.getInteger("millrace.test.fuzz", 3_000);
    private static final long SEED = Long.getLong("millrace.test.seed", 20_261_123L);

    @BeforeAll
    static void jqIsInstalled() {
        boolean installed = RealJq.isVersion16();
        if (!installed) System.out.println("SKIPPED: jq 1.6 is not installed, so the engine is not compared with it");
        Assumptions.assumeTrue(installed, "jq 1.6 is installed");
    }

    @Test
    void filtersAnswerAsTheRealOnesDo() throws Exception {
        var differences = new ArrayList<String>();
        int compared = 0;
        for (int batch = 0; batch * FILTERS_AT_ONCE * INPUTS < CASES; batch++) {
            var generator = new FilterGenerator(new Random(SEED + batch));
            var inputs = new ArrayList<String>();
            for (int i = 0; i < INPUTS; i++) inputs.add(generator.json());
            var filters = new ArrayList<String>();
            while (filters.size() < FILTERS_AT_ONCE) {
                String filter = generator.filter();
                // Where this engine meets a bound the real one may not end at all.
                if (inputs.stream()
                        .noneMatch(input -> Answer.ours(filter, input).matches("refused|bounded"))) filters.add(filter);
            }
            Map<String, String> expected = answers(filters, inputs);
            for (String filter : filters)
                for (String input : inputs) {
                    String theirs = expected.get(filter + "\n" + input);
                    if (theirs == null || theirs.contains("__jq") || theirs.contains("__loc")) continue;
                    compared++;
                    String ours = Answer.ours(filter, input);
                    if (!ours.equals(theirs))
                        differences.add("seed " + (SEED + batch) + "\n  input  " + input + "\n  filter " + filter
                                + "\n  jq     " + theirs + "\n  ours   " + ours);
                }
        }

        System.out.println("compared " + compared + " cases with jq 1.6, " + differences.size() + " differ");
        assertThat(differences.stream().limit(30)).isEmpty();
    }

    /** Asks many filters at once, and if that fails one by one. */
    private static Map<String, String> answers(List<String> filters, List<String> inputs)
            throws IOException, InterruptedException {
        var answers = new HashMap<String, String>();
        RealJq.Result all = ask(filters, inputs);
        if (all.exitCode() == 0) {
            collect(filters, inputs, all.lines(), answers);
            return answers;
        }
        if (filters.size() == 1) {
            if (inputs.size() > 1) for (String input : inputs) answers.putAll(answers(filters, List.of(input)));
            else if (!all.crashed()) answers.put(filters.getFirst() + "\n" + inputs.getFirst(), all.complaint());
            return answers;
        }
        int half = filters.size() / 2;
        answers.putAll(answers(filters.subList(0, half), inputs));
        answers.putAll(answers(filters.subList(half, filters.size()), inputs));
        return answers;
    }

    private static RealJq.Result ask(List<String> filters, List<String> inputs)
            throws IOException, InterruptedException {
        var program = new StringBuilder();
        for (int i = 0; i < filters.size(); i++)
            program.append(i == 0 ? "" : ", ")
                    .append("(try [" + i + ", \"ok\", [" + filters.get(i) + "]] catch [" + i + ", \"error\", .])");
        program.append(", \"next\"");
        return RealJq.run(program.toString(), String.join("\n", inputs).getBytes(StandardCharsets.UTF_8));
    }

    private static void collect(
            List<String> filters, List<String> inputs, List<String> lines, Map<String, String> answers) {
        int input = 0;
        for (String line : lines) {
            if (line.equals("\"next\"")) {
                input++;
                continue;
            }
            int comma = line.indexOf(',');
            int filter = Integer.parseInt(line, 1, comma, 10);
            answers.put(filters.get(filter) + "\n" + inputs.get(input), line.substring(comma + 1, line.length() - 1));
        }
    }
}
