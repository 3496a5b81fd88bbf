/** The settings that the service goes by, for those who watch. */
@NullMarked
package io.millrace.streams.settings;

import org.jspecify.annotations.NullMarked;
