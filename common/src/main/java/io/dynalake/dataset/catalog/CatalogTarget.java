package io.dynalake.dataset.catalog;

import io.dynalake.dataset.commit.DatasetLayout;
import io.dynalake.dataset.partition.PartitionSpec;
import java.util.Optional;

/**
 * What to register, and where.
 *
 * @param name of the table; of entities' tables it is the beginning
 * @param databaseLocation of a database that does not exist yet; empty: the catalog's choice
 * @param layout of the dataset
 * @param byEntity whether the dataset is one of its own for each entity
 */
public record CatalogTarget(
    CatalogName name,
    Optional<String> databaseLocation,
    DatasetLayout layout,
    PartitionSpec partitions,
    CatalogFormat format,
    boolean byEntity) {}
