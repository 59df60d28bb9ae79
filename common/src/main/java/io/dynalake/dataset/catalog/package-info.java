/**
 * The tables of a dataset in Spark's catalog, which is a Hive metastore or the Glue Data Catalog:
 * Hive tables that Athena, Hive, Trino and Spark read. What is registered is what the dataset
 * holds, and registering again changes nothing. Imports {@code schema}, {@code disk}, {@code error}
 * and, of the dataset, {@code commit} for where things lie and {@code partition}.
 */
@NullMarked
package io.dynalake.dataset.catalog;

import org.jspecify.annotations.NullMarked;
