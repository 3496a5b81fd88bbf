package io.millrace.streams.limit;

import java.util.Map;

/**
 * Who has which profile: a stream its own, else its account's, else the general one.
 *
 * @param accounts by account id
 * @param streams by {@code account/name}
 */
public record LimitProfiles(
        LimitProfile general, Map<String, LimitProfile> accounts, Map<String, LimitProfile> streams) {
    public LimitProfile ofAccount(String account) {
        return accounts.getOrDefault(account, general);
    }

    public LimitProfile ofStream(String account, String name) {
        var own = streams.get(account + "/" + name);
        return own != null ? own : ofAccount(account);
    }

    /** True if the rates of a stream's shards are limited. */
    public boolean limited(String account, String name) {
        return ofStream(account, name) == LimitProfile.AWS;
    }
}
