/**
 * What a ledger knows of runs, as tables for people and as JSON for programs. Imports {@code
 * ledger} and {@code error} of the library, and knows nothing of Spark.
 */
@NullMarked
package io.dynalake.jobs.runs;

import org.jspecify.annotations.NullMarked;
