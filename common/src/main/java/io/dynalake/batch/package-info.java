/**
 * Batches of items as column vectors: filled by the parser, read by the Parquet writer and by
 * Spark's columnar scan. Vectors are dense: slot i of a top-level vector belongs to row i, a list
 * has offsets into its element vector. Pure Java: imports {@code item}, {@code schema} and {@code
 * error}.
 */
@NullMarked
package io.dynalake.batch;

import org.jspecify.annotations.NullMarked;
