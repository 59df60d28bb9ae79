/**
 * Items become Parquet files. Data files are converted where they are read if the dataset has no
 * partitions; else the raw lines are shuffled by partition and parsed behind the shuffle, so that a
 * partition gets few files and no rows are ever shuffled. By a plan made from the first items, this
 * begins in the profile pass ({@link EarlyConversion}, {@link EarlyScatter}); in a second pass
 * ({@link Converter}) where all items refute the plan.
 */
@NullMarked
package io.dynalake.dataset.convert;

import org.jspecify.annotations.NullMarked;
