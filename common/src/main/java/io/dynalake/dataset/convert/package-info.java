/**
 * Items become Parquet files. Data files are converted where they are read if the dataset has no
 * partitions; else items are shuffled by partition, so that a partition gets few files. By a plan
 * made from the first items, this begins in the profile pass ({@link EarlyConversion}, {@link
 * EarlyScatter}, which shuffles parts of parsed batches); in a second pass ({@link Converter},
 * which shuffles raw lines, whose numbers name what a column refuses) where all items refute the
 * plan.
 */
@NullMarked
package io.dynalake.dataset.convert;

import org.jspecify.annotations.NullMarked;
