package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** Who gives documents their ids. */
public record DocumentIdOptions(
        @Constraint.Required @Constraint.OneOf({"FIREHOSE_DEFAULT", "NO_DOCUMENT_ID"}) @Nullable
        String defaultDocumentIdFormat) {}
