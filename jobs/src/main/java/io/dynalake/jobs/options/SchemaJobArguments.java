package io.dynalake.jobs.options;

import java.util.List;
import java.util.Optional;

/**
 * What the schema job is to do.
 *
 * @param export the export to infer from, as typed
 * @param target the dataset to compare with or to pin
 * @param print forms to print the schema in
 * @param pin store the schema as the next version of the target's
 * @param location of the data, for DDL; empty: the target
 * @param tableName for DDL
 * @param partitionBy partition expressions as typed, for DDL
 * @param badItems malformed items that are left out; one more fails the job
 */
public record SchemaJobArguments(
    String export,
    Optional<String> target,
    List<Print> print,
    boolean diff,
    boolean pin,
    Optional<String> location,
    String tableName,
    List<String> partitionBy,
    SchemaArguments schema,
    long badItems) {

  public SchemaJobArguments {
    print = List.copyOf(print);
    partitionBy = List.copyOf(partitionBy);
  }

  /** A form of a schema. */
  public enum Print {
    TREE,
    SPARK_DDL,
    ATHENA_DDL,
    JSON
  }
}
