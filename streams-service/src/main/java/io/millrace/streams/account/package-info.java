/** What holds for an account as a whole. */
@NullMarked
package io.millrace.streams.account;

import org.jspecify.annotations.NullMarked;
