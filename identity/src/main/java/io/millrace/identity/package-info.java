/**
 * Who calls: verifies AWS Signature Version 4 over the bytes that were received, knows access keys, and seals secrets at
 * rest. The only place in Millrace where a signature is judged; everything that is not proven is refused.
 */
@NullMarked
package io.millrace.identity;

import org.jspecify.annotations.NullMarked;
