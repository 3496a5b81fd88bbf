package io.millrace.streams.policy;

import io.millrace.streams.stream.StreamErrors;
import io.millrace.wire.ApiException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What may be kept as a policy: a document in the form of IAM that changes nothing, because it grants rights only to the
 * account that has them anyway. One that denies, or grants something to others, would be kept in vain as long as policies
 * are not evaluated, so it is refused.
 */
final class PolicyDocument {
    /** Characters (IAM's quota for the policies of most resources). */
    private static final int MAX_LENGTH = 20_480;

    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
    private static final JsonMapper JSON = new JsonMapper();

    private PolicyDocument() {}

    /** @throws ApiException InvalidArgumentException if the document is no policy, or one that would have an effect */
    static void check(String text, String account) {
        if (text.length() > MAX_LENGTH) throw malformed("it has more than " + MAX_LENGTH + " characters");
        JsonNode policy;
        try {
            policy = JSON.readTree(text);
        } catch (JacksonException e) {
            throw malformed("it is not JSON");
        }
        if (policy == null || !policy.isObject()) throw malformed("it is not a JSON object");
        var version = policy.get("Version");
        if (version != null && !VERSIONS.contains(version.asString(""))) throw malformed("its Version is unknown");
        var statements = policy.get("Statement");
        if (statements == null) throw malformed("it has no Statement");
        for (var statement : elements(statements)) check(statement, account);
    }

    private static void check(JsonNode statement, String account) {
        if (!statement.isObject()) throw malformed("a Statement is not an object");
        String effect = text(statement, "Effect");
        if (!effect.equals("Allow") && !effect.equals("Deny"))
            throw malformed("the Effect of a Statement is neither Allow nor Deny");
        if (statement.get("Action") == null && statement.get("NotAction") == null)
            throw malformed("a Statement has no Action");
        if (statement.get("Resource") == null && statement.get("NotResource") == null)
            throw malformed("a Statement has no Resource");
        var principal = statement.get("Principal");
        if (principal == null && statement.get("NotPrincipal") == null) throw malformed("a Statement has no Principal");
        if (effect.equals("Deny")) throw notEvaluated("denies");
        if (principal == null || !namesOnly(principal, account)) throw notEvaluated("grants rights to others");
    }

    /** True if a principal is nobody outside an account. */
    private static boolean namesOnly(JsonNode principal, String account) {
        if (!principal.isObject() || principal.size() != 1 || principal.get("AWS") == null) return false;
        return elements(principal.get("AWS")).stream().allMatch(name -> {
            String text = name.asString("");
            return text.equals(account) || text.startsWith("arn:aws:iam::" + account + ":");
        });
    }

    private static List<JsonNode> elements(JsonNode oneOrMany) {
        if (!oneOrMany.isArray()) return List.of(oneOrMany);
        var elements = new ArrayList<JsonNode>();
        oneOrMany.forEach(elements::add);
        return elements;
    }

    private static String text(JsonNode object, String name) {
        var value = object.get(name);
        return value == null ? "" : value.asString("");
    }

    private static ApiException malformed(String why) {
        return StreamErrors.invalidArgument("The policy is malformed: " + why + ".");
    }

    private static ApiException notEvaluated(String what) {
        return StreamErrors.invalidArgument(
                "This version of Millrace does not evaluate resource policies, so a policy that " + what
                        + " can not be put. Nothing was changed.");
    }
}
