/**
 * Datasets as tables: jobs that register what they write, Spark SQL that queries it, and the Hive
 * metastore itself that is asked what it keeps.
 */
@NullMarked
package io.dynalake.it.catalog;

import org.jspecify.annotations.NullMarked;
