package io.millrace.jq;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;

/** What a filter makes of an input, as one line: its outputs, its error, or that the text is no filter or no JSON. */
final class Answer {
    /** Enough for every case, and far from where real jq takes long. */
    private static final JqLimits LIMITS = new JqLimits(200_000, 1_000, 1 << 16);

    private Answer() {}

    /** "bounded" if a limit was met. */
    static String ours(String filter, String input) {
        var outputs = new ArrayList<String>();
        JqQuery query;
        try {
            query = JqQuery.compile(filter);
        } catch (JqSyntaxException e) {
            return "refused";
        }
        byte[] json = input.getBytes(StandardCharsets.UTF_8);
        try {
            query.run(json, 0, json.length, LIMITS, value -> outputs.add(value.toString()));
            return "\"ok\",[" + String.join(",", outputs) + "]";
        } catch (JqException e) {
            String words = String.valueOf(e.getMessage());
            if (words.startsWith("the query ")) return "bounded";
            if (words.matches("(?s).* at (EOF at )?line \\d+, column \\d+")) return "invalid: " + words;
            if (words.startsWith("(not a string): "))
                return "\"error\"," + words.substring("(not a string): ".length());
            return "\"error\"," + new JqString(words);
        }
    }

    /** "crashed" if the program did. */
    static String theirs(String filter, String input) throws IOException, InterruptedException {
        RealJq.Result plain = RealJq.run(filter, input.getBytes(StandardCharsets.UTF_8));
        if (plain.crashed()) return "crashed";
        if (plain.exitCode() == 3) return "refused";
        if (plain.complaint().startsWith("parse error: "))
            return "invalid: " + plain.complaint().strip().substring("parse error: ".length());
        if (plain.exitCode() == 0) return "\"ok\",[" + String.join(",", plain.lines()) + "]";
        RealJq.Result caught = RealJq.run(
                "try [\"ok\", [" + filter + "\n]] catch [\"error\", .]", input.getBytes(StandardCharsets.UTF_8));
        if (caught.lines().isEmpty()) return "\"ok\",[]";
        String line = caught.lines().getFirst();
        return line.substring(1, line.length() - 1);
    }
}
