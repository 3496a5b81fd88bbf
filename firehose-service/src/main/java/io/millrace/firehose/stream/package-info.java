/**
 * Delivery streams from their creation to their deletion, and what is told about them. The table is the truth; a view in
 * memory serves every request, and tells the data path of every change.
 */
@NullMarked
package io.millrace.firehose.stream;

import org.jspecify.annotations.NullMarked;
