/** Reads datasets as somebody does who has neither Spark nor the library: with DuckDB. */
@NullMarked
package io.dynalake.testsupport.duckdb;

import org.jspecify.annotations.NullMarked;
