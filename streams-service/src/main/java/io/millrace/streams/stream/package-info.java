/**
 * Streams from their creation to their deletion, and what is told about them. The table is the truth; a view in memory
 * serves every request, so that puts and gets ask no database.
 */
@NullMarked
package io.millrace.streams.stream;

import org.jspecify.annotations.NullMarked;
