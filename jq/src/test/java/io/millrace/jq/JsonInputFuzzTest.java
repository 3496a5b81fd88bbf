package io.millrace.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Damaged JSON is taken or refused as by the installed jq 1.6, with the same words at the same place. */
class JsonInputFuzzTest {
    private static final int CASES = Math.max(150, Integer.getInteger("millrace.test.fuzz", 3_000) / 15);
    private static final long SEED = Long.getLong("millrace.test.seed", 20_261_123L);
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "d800",
            "\\ud83d\\ude00",
            "\\udc00",
            "1",
            "-",
            "+",
            ".",
            "e5",
            "E-2",
            "null",
            "true",
            "fals",
            "nan",
            "NaN",
            "Infinity",
            " ",
            "\n",
            "\t",
            "01",
            "1e999",
            "é",
            "\\n",
            "\"a\":",
            "[1,2]",
            "\u0001",
            "'",
            "/*",
            "\"x\"");

    @Test
    void damagedTextsReadAsTheRealJqReadsThem() throws Exception {
        boolean installed = RealJq.isVersion16();
        if (!installed) System.out.println("SKIPPED: jq 1.6 is not installed, so its parser is not compared with");
        Assumptions.assumeTrue(installed, "jq 1.6 is installed");
        var differences = new ArrayList<String>();
        for (int i = 0; i < CASES; i++) {
            var random = new Random(SEED + i);
            byte[] json = damaged(random);
            RealJq.Result theirs = RealJq.run(".", json);
            if (theirs.crashed()) continue;
            var outputs = new ArrayList<String>();
            String complaint = "";
            try {
                JqQuery.compile(".").run(json, 0, json.length, value -> outputs.add(value.toString()));
            } catch (JqException e) {
                complaint = "parse error: " + e.getMessage() + "\n";
            }
            if (!outputs.equals(theirs.lines()) || !theirs.complaint().equals(complaint))
                differences.add("seed " + (SEED + i) + " " + new String(json, StandardCharsets.ISO_8859_1) + "\n  jq   "
                        + theirs.lines() + theirs.complaint() + "\n  ours " + outputs + complaint);
        }

        System.out.println("compared " + CASES + " damaged texts with jq 1.6, " + differences.size() + " differ");
        assertThat(differences.stream().limit(30)).isEmpty();
    }

    private static byte[] damaged(Random random) {
        var text = new StringBuilder(new FilterGenerator(random).json());
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(text.length() + 1);
            if (random.nextBoolean()) text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            else if (at < text.length()) text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(2)));
        }
        byte[] json = text.toString().getBytes(StandardCharsets.UTF_8);
        if (json.length > 0 && random.nextInt(4) == 0)
            json[random.nextInt(json.length)] = (byte) random.nextInt(128, 256);
        return json;
    }
}
