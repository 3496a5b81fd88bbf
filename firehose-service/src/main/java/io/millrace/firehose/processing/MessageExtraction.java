package io.millrace.firehose.processing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Leaves of a CloudWatch Logs record its messages only, each with a new line behind it. A record without messages, as the one
 * that tries whether a subscription works, leaves nothing.
 */
final class MessageExtraction implements Step {
    private static final JsonFactory JSON = new JsonFactory();

    @Override
    public void apply(Item item, Consumer<Item> next) throws StepFailure {
        var messages = new ByteArrayOutputStream();
        try (var json = JSON.createParser(ObjectReadContext.empty(), item.data())) {
            if (json.nextToken() != JsonToken.START_OBJECT) throw failure("it is not an object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean events = json.currentName().equals("logEvents");
                if (json.nextToken() == JsonToken.START_ARRAY && events)
                    while (json.nextToken() == JsonToken.START_OBJECT)
                        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                            boolean message = json.currentName().equals("message");
                            if (json.nextToken() == JsonToken.VALUE_STRING && message) {
                                messages.writeBytes(json.getString().getBytes(StandardCharsets.UTF_8));
                                messages.write('\n');
                            } else json.skipChildren();
                        }
                else json.skipChildren();
            }
        } catch (JacksonException e) {
            throw failure(e.getOriginalMessage());
        }
        if (messages.size() > 0) next.accept(item.withData(messages.toByteArray()));
    }

    private static StepFailure failure(String reason) {
        return new StepFailure(
                StepFailure.PROCESSING,
                "CloudWatchLogProcessing.InvalidRecord",
                "The record is not one of CloudWatch Logs: " + reason);
    }
}
