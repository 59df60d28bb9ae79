/** A Security Token Service whose credentials expire as soon as a test wants. */
@NullMarked
package io.dynalake.testsupport.sts;

import org.jspecify.annotations.NullMarked;
