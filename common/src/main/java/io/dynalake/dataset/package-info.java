/**
 * Partitioned datasets: partition transforms, Parquet files, pinned schemas on disk, and the commit
 * protocol with its journal. Imports {@code item}, {@code schema}, {@code export}, {@code batch},
 * {@code source} and {@code error}.
 */
@NullMarked
package io.dynalake.dataset;

import org.jspecify.annotations.NullMarked;
