/** Measures whole processes, and sums measurements up. Knows neither peers nor data. */
@NullMarked
package io.dynalake.bench.measure;

import org.jspecify.annotations.NullMarked;
