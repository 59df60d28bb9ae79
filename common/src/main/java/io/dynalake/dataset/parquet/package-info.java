/**
 * Parquet files from batches: the file schema, pages encoded straight from the vectors, and {@link
 * io.dynalake.dataset.parquet.ParquetItemWriter}, which puts them into a file. Imports {@code
 * schema}, {@code batch} and parquet-java, whose file writer lays out pages, footer and indexes.
 */
@NullMarked
package io.dynalake.dataset.parquet;

import org.jspecify.annotations.NullMarked;
