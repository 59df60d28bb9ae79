/**
 * How far a run is: a bar on a terminal, plain lines elsewhere, fed by the accumulators of Spark's
 * tasks. Imports Spark's listener interface, and of the project the counters' names.
 */
@NullMarked
package io.dynalake.jobs.progress;

import org.jspecify.annotations.NullMarked;
