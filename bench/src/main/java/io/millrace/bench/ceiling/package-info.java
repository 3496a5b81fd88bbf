/**
 * The ceiling: the fastest server that this machine and this JVM allow for signed, durable puts. It keeps no index and
 * serves no read, so it is a bound and no product; Millrace is measured as a share of it, in the same minute.
 */
@NullMarked
package io.millrace.bench.ceiling;

import org.jspecify.annotations.NullMarked;
