package io.millrace.gateway.console;

/** Does what one call of the admin API asks for. Runs on a virtual thread and may wait. */
public interface Endpoint {
    /** @throws ConsoleError for what the caller got wrong */
    Answer handle(Call call) throws Exception;
}
