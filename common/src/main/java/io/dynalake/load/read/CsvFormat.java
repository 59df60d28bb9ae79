package io.dynalake.load.read;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.AttributeType;
import io.dynalake.schema.Suggestions;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * CSV, an attribute in each column: S, unless its type is given or inferred.
 *
 * @param columns those whose types were typed by the user, and so have to be there
 * @param infers whether columns without a given type get one by all of their values
 */
public record CsvFormat(
    CsvSyntax syntax,
    ItemTypes types,
    Empties empties,
    Set<String> columns,
    boolean infers,
    List<String> notices)
    implements InputFormat {

  /** Files of which a column that is typed must be part, if there are no more. */
  private static final int LOOKED_AT = 100;

  public CsvFormat {
    columns = Set.copyOf(columns);
    notices = List.copyOf(notices);
  }

  public CsvFormat(
      CsvSyntax syntax, ItemTypes types, Empties empties, Set<String> columns, boolean infers) {
    this(syntax, types, empties, columns, infers, List.of());
  }

  @Override
  public InputFormat settled(SparkSession spark, List<InputFile> files) {
    if (files.size() <= LOOKED_AT && !columns.isEmpty()) {
      requireColumns(files, spark.sessionState().newHadoopConf());
    }
    return infers ? inferred(kinds(spark, files)) : this;
  }

  private void requireColumns(List<InputFile> files, Configuration conf) {
    Set<String> known = new LinkedHashSet<>();
    for (InputFile file : files) {
      try (CsvFile csv = CsvFile.open(file, syntax, conf)) {
        known.addAll(csv.columns());
      } catch (IOException e) {
        throw new JobException(ErrorCode.SERVICE, file.location() + ": " + e.getMessage(), e);
      }
    }
    Set<String> missing = new TreeSet<>(columns);
    missing.removeAll(known);
    if (!missing.isEmpty()) {
      String first = missing.iterator().next();
      throw new JobException(
          ErrorCode.USAGE,
          "--type "
              + first
              + ": no file has this column; "
              + Suggestions.among(first, known.stream()));
    }
  }

  /** What the values of each column are, over all files. */
  private Map<String, CsvKind> kinds(SparkSession spark, List<InputFile> files) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    List<InputFile> inputs = List.copyOf(files);
    List<Integer> numbers = IntStream.range(0, inputs.size()).boxed().toList();
    return context
        .parallelize(numbers, Math.max(1, inputs.size()))
        .map(i -> kinds(inputs.get(i), hadoop.value().value()))
        .treeReduce(CsvFormat::merged);
  }

  private HashMap<String, CsvKind> kinds(InputFile file, Configuration conf) {
    HashMap<String, CsvKind> kinds = new HashMap<>();
    try (CsvFile csv = CsvFile.open(file, syntax, conf)) {
      List<String> names = csv.columns();
      CsvKind[] found = new CsvKind[names.size()];
      CsvRecords records = csv.records();
      while (records.next()) {
        List<String> values = records.values();
        if (values.size() != names.size() || !records.problem().isEmpty()) {
          continue;
        }
        for (int i = 0; i < found.length; i++) {
          String value = values.get(i);
          if (!value.isEmpty() && !syntax.isNull(value, records.isQuoted(i))) {
            found[i] = found[i] == null ? CsvKind.of(value) : found[i].and(value);
          }
        }
      }
      for (int i = 0; i < found.length; i++) {
        if (found[i] != null) {
          kinds.put(names.get(i), found[i]);
        }
      }
    } catch (IOException e) {
      throw CsvFile.bad(file, e);
    }
    return kinds;
  }

  private static HashMap<String, CsvKind> merged(
      HashMap<String, CsvKind> some, HashMap<String, CsvKind> others) {
    HashMap<String, CsvKind> all = new HashMap<>(some);
    others.forEach((name, kind) -> all.merge(name, kind, CsvKind::and));
    return all;
  }

  private CsvFormat inferred(Map<String, CsvKind> kinds) {
    Map<String, AttributeType> found = new HashMap<>();
    kinds.forEach(
        (name, kind) -> {
          if (types.field(name).type().isEmpty()) {
            found.put(name, kind.type());
          }
        });
    List<String> told =
        found.keySet().stream()
            .sorted()
            .map(name -> "column " + name + ": " + found.get(name) + " by all of its values")
            .toList();
    return new CsvFormat(
        syntax, types.orElse(ItemTypes.ofKeys(found)), empties, columns, false, told);
  }

  @Override
  public ItemReader open(InputFile file, Configuration conf) {
    return new CsvReader(file, CsvFile.open(file, syntax, conf), this);
  }
}
