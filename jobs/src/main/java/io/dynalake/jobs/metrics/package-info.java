/**
 * What runs count, for those who watch them: lines that CloudWatch makes metrics of, and a source
 * of Spark's metrics system. Imports progress, which feeds it.
 */
@NullMarked
package io.dynalake.jobs.metrics;

import org.jspecify.annotations.NullMarked;
