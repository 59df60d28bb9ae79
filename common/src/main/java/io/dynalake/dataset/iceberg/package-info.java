/**
 * Datasets that are Apache Iceberg tables. The only package that knows Iceberg's classes, which the
 * cluster provides or lacks: {@link io.dynalake.dataset.iceberg.IcebergDataset#open} says so before
 * any of them is needed. May import schemas, catalog names, commits and partitions.
 */
@NullMarked
package io.dynalake.dataset.iceberg;

import org.jspecify.annotations.NullMarked;
