package io.millrace.bench.ceiling;

import io.millrace.identity.SignedRequest;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request of Netty as the verifier reads it. */
record ReceivedHead(
        HttpRequest head,
        @SuppressWarnings("ArrayRecordComponent") byte[] bodySha256) implements SignedRequest {
    @Override
    public String method() {
        return head.method().name();
    }

    @Override
    public String rawPath() {
        int query = head.uri().indexOf('?');
        return query < 0 ? head.uri() : head.uri().substring(0, query);
    }

    @Override
    public @Nullable String rawQuery() {
        int query = head.uri().indexOf('?');
        return query < 0 ? null : head.uri().substring(query + 1);
    }

    @Override
    public List<String> headers(String lowerCaseName) {
        return head.headers().getAll(lowerCaseName);
    }
}
