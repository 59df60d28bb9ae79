/** The job {@code compare}: whether tables, exports and datasets hold the same items. */
@NullMarked
package io.dynalake.jobs.compare;

import org.jspecify.annotations.NullMarked;
