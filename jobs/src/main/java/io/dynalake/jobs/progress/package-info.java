/**
 * How far a run is: a bar on a terminal, plain lines elsewhere, fed by the accumulators of Spark's
 * tasks. Imports Spark's listener interface and nothing of the project.
 */
@NullMarked
package io.dynalake.jobs.progress;

import org.jspecify.annotations.NullMarked;
