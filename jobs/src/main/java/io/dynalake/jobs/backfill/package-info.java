/**
 * The backfill job: what was asked for becomes settings of the library, its two passes and the
 * commit are run one after the other, and the report says what came of it.
 */
@NullMarked
package io.dynalake.jobs.backfill;

import org.jspecify.annotations.NullMarked;
