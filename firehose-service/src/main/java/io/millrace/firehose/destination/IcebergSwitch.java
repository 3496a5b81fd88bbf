package io.millrace.firehose.destination;

import io.millrace.wire.Constraint;
import org.jspecify.annotations.Nullable;

/** A part of the Iceberg destination that is on or off. */
public record IcebergSwitch(@Constraint.Required @Nullable Boolean enabled) {}
