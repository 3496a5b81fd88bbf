/**
 * What the streams take of the disk and of the object store, how long the disk will do, and whether what lies there is
 * sound. For those who watch; nothing here changes what is stored.
 */
@NullMarked
package io.millrace.streams.storage;

import org.jspecify.annotations.NullMarked;
