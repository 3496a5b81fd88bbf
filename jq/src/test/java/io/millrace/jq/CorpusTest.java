package io.millrace.jq;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/**
 * Cases with the answers that jq 1.6 gave: input, filter and answer, parted by tabs. To add one, write its input and
 * filter and run with {@code -Dmillrace.test.corpus=write}, which asks the installed jq for the answers that are missing.
 */
class CorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/jq-1.6.tsv");

    @Test
    void theEngineAnswersAsJq16Did() throws Exception {
        boolean write = "write".equals(System.getProperty("millrace.test.corpus"));
        var lines = new ArrayList<String>();
        var differences = new ArrayList<String>();
        int cases = 0;
        for (String line : Files.readAllLines(CORPUS)) {
            String[] columns = line.split("\t", -1);
            if (line.startsWith("#") || columns.length < 2) {
                lines.add(line);
                continue;
            }
            String expected = columns.length > 2 ? columns[2] : write ? Answer.theirs(columns[1], columns[0]) : "";
            if (expected.equals("crashed")) continue;
            lines.add(columns[0] + "\t" + columns[1] + "\t" + expected);
            cases++;
            String ours = Answer.ours(columns[1], columns[0]);
            if (!ours.equals(expected)) differences.add(line + "\n  ours " + ours);
        }
        if (write) Files.write(CORPUS, lines);

        assertThat(differences).isEmpty();
        assertThat(cases).isGreaterThan(500);
    }
}
