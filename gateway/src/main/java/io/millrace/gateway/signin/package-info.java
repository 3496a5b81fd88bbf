/** Who uses the console: users and their passwords, sessions, and how often a wrong password may be tried. */
@NullMarked
package io.millrace.gateway.signin;

import org.jspecify.annotations.NullMarked;
