package io.millrace.bench.ceiling;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;

/** Level {@link Level#NONE}: reads a request to its end and looks at nothing but which operation it is. */
final class ConstantConnection extends SimpleChannelInboundHandler<HttpObject> {
    private final ConstantAnswers answers;
    private String target = "";
    private boolean cbor;

    ConstantConnection(ConstantAnswers answers) {
        this.answers = answers;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // a client that went away is no concern of the ceiling
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (part instanceof HttpRequest head) {
            target = head.headers().get("x-amz-target", "");
            cbor = head.headers().get("content-type", "").contains("cbor");
        }
        if (part instanceof LastHttpContent) context.writeAndFlush(answers.to(target, cbor), context.voidPromise());
    }

    /** The client sees a closed connection and counts an error. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
