package io.millrace.identity;

/**
 * {@code keyId/day/region/service/terminator}.
 *
 * @param scope all but the key id, as it enters the text that is signed
 */
record Credential(String keyId, String day, String region, String service, String terminator, String scope) {
    static Credential parse(String text) {
        var day = text.indexOf('/') + 1;
        var region = text.indexOf('/', day) + 1;
        var service = text.indexOf('/', region) + 1;
        var terminator = text.indexOf('/', service) + 1;
        var inOrder = 1 < day && day < region && region < service && service < terminator;
        if (!inOrder || text.indexOf('/', terminator) >= 0) throw SignatureErrors.unreadableCredential(text);
        return new Credential(
                text.substring(0, day - 1),
                text.substring(day, region - 1),
                text.substring(region, service - 1),
                text.substring(service, terminator - 1),
                text.substring(terminator),
                text.substring(day));
    }
}
