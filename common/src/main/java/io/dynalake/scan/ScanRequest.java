package io.dynalake.scan;

import io.dynalake.aws.AttributeValues;
import io.dynalake.aws.TableName;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What to read of a table. A filter drops items after they are read and paid for.
 *
 * @param indexOrNull secondary index to read instead of the table
 * @param filterOrNull filter expression
 * @param projectionOrNull projection expression
 * @param names expression attribute names, {@code #n} to the attribute's name
 * @param valuesOrNull expression attribute values as a JSON object, {@code {":v":{"S":"a"}}}
 * @param consistency of the reads
 */
public record ScanRequest(
    TableName table,
    @Nullable String indexOrNull,
    @Nullable String filterOrNull,
    @Nullable String projectionOrNull,
    Map<String, String> names,
    @Nullable String valuesOrNull,
    Consistency consistency)
    implements Serializable {

  /** Of reads: a strong one costs twice as much. */
  public enum Consistency {
    EVENTUAL,
    STRONG
  }

  public ScanRequest {
    names = Map.copyOf(names);
    if (valuesOrNull != null) {
      AttributeValues.parse(valuesOrNull);
    }
    if ((!names.isEmpty() || valuesOrNull != null)
        && filterOrNull == null
        && projectionOrNull == null) {
      throw new JobException(
          ErrorCode.USAGE,
          "expression attribute names and values: there is no filter and no projection that uses"
              + " them; add one or leave them out");
    }
  }

  /** All of a table. */
  public static ScanRequest of(TableName table) {
    return new ScanRequest(table, null, null, null, Map.of(), null, Consistency.EVENTUAL);
  }

  ScanRequest withTable(TableName other) {
    return new ScanRequest(
        other, indexOrNull, filterOrNull, projectionOrNull, names, valuesOrNull, consistency);
  }

  public Optional<String> index() {
    return Optional.ofNullable(indexOrNull);
  }

  /** How messages call what is read. */
  String subject() {
    return "table " + table.name() + (indexOrNull == null ? "" : ", index " + indexOrNull);
  }

  /** What the request says beside the table, by the names of the options; absent ones left out. */
  Map<String, String> facts() {
    Map<String, String> facts = new TreeMap<>();
    put(facts, "index-name", indexOrNull);
    put(facts, "filter-expression", filterOrNull);
    put(facts, "projection", projectionOrNull);
    put(facts, "expression-attribute-values", valuesOrNull);
    if (!names.isEmpty()) {
      facts.put("expression-attribute-names", new TreeMap<>(names).toString());
    }
    if (consistency == Consistency.STRONG) {
      facts.put("consistent-read", "true");
    }
    return facts;
  }

  private static void put(Map<String, String> facts, String name, @Nullable String value) {
    if (value != null) {
      facts.put(name, value);
    }
  }
}
