/**
 * The second pass over an export: items become Parquet files. Data files are converted where they
 * are read if the dataset has no partitions; else the raw lines are shuffled by partition and
 * parsed behind the shuffle, so that a partition gets few files and no rows are ever shuffled.
 */
@NullMarked
package io.dynalake.dataset.convert;

import org.jspecify.annotations.NullMarked;
