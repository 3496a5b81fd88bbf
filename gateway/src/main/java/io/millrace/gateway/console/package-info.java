/**
 * What a browser meets below {@code /console/}: the files of the console, and the admin API that they call. Knows sessions,
 * roles and the headers of every answer; what a call does is the affair of the features.
 */
@NullMarked
package io.millrace.gateway.console;

import org.jspecify.annotations.NullMarked;
