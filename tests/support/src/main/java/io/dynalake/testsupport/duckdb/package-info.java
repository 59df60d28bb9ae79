/** DuckDB as a second reader of the Parquet files that the project writes. */
@NullMarked
package io.dynalake.testsupport.duckdb;

import org.jspecify.annotations.NullMarked;
