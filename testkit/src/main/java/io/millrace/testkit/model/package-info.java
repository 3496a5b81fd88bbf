/** Holds our shapes against AWS's: the SDK's structures, and the API models with their constraints. */
@NullMarked
package io.millrace.testkit.model;

import org.jspecify.annotations.NullMarked;
