/**
 * The job {@code apply}: incremental exports into a dataset, window by window. Imports {@code
 * acquire}, {@code options}, {@code report} and {@code progress}.
 */
@NullMarked
package io.dynalake.jobs.apply;

import org.jspecify.annotations.NullMarked;
