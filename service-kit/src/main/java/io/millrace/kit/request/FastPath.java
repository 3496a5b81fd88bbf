package io.millrace.kit.request;

/**
 * The short cut of an operation that carries the load: decodes and encodes by hand, on the event loop, where nothing may
 * wait. It takes only requests that it understands wholly; the rest go the comfortable way, which has the exact errors.
 */
public interface FastPath {
    /**
     * Takes a request and answers it, now or later.
     *
     * @return false if the request is left untouched for the comfortable path
     */
    boolean handle(ApiRequest request);
}
