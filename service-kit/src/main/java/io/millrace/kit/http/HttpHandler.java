package io.millrace.kit.http;

import io.netty.buffer.ByteBuf;

/** Answers requests. Called on the connection's event loop, where nothing may wait. */
public interface HttpHandler {
    /** Looks at a request's head and says who takes its body. May answer at once: the body is then discarded. */
    Body open(Exchange exchange);

    /** Takes the body of one request, on the event loop, piece by piece. */
    interface Body {
        /** A body that nobody wants. */
        Body IGNORED = new Body() {
            @Override
            public void data(ByteBuf piece) {}

            @Override
            public void end() {}
        };

        /** A body of no interest; the answer waits for its end, so that the connection stays good for the next request. */
        static Body thenAnswer(Runnable answer) {
            return new Body() {
                @Override
                public void data(ByteBuf piece) {}

                @Override
                public void end() {
                    answer.run();
                }
            };
        }

        /** One piece, good until the call returns unless retained. */
        void data(ByteBuf piece);

        /** The request is whole. */
        void end();

        /** The client went away before the request was whole. */
        default void aborted() {}
    }
}
