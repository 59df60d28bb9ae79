package io.dynalake.bench;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The options of {@code bench} as typed. Defaults stand here and nowhere else. */
@Command(
    name = "bench",
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpWidth = 100,
    synopsisHeading = "Usage: dynalake ",
    description =
        "Measures whole processes on a made export, against others that do the same. The report"
            + " goes to standard output, as Markdown.",
    footerHeading = "%nExamples%n",
    footer = {
      "  dynalake bench",
      "  dynalake bench --shape wide --items 500000 --peers dynalake,duckdb",
      "  dynalake bench --peers dynalake-ion,dynalake",
      "  dynalake bench --rounds 5 --peers dynalake,duckdb --at-most duckdb=1.2",
      "  dynalake bench --partition-by 'day(updatedAt)' --peers dynalake",
      "  dynalake bench --scan --total-segments 2,4,8",
      "  dynalake bench --ledgers --rounds 1",
      "  dynalake bench --changes",
      "  dynalake bench --load --rounds 1",
      "  dynalake bench --scaling --items 16000000 --rounds 1",
      "  dynalake bench --planning --rounds 1",
      "  dynalake bench --all --json target/bench.json > target/bench.md",
      "  dynalake bench --jmh Parquet"
    })
final class BenchOptions {
  private static final long ITEMS = 2_000_000;

  /** DynamoDB Local takes four minutes for a million. */
  private static final long ITEMS_OF_TABLE = 200_000;

  /** Small files, of which a ledger has much to write down for little to read. */
  private static final int ITEMS_OF_FILE = 10;

  private static final int FILES = 8;
  private static final int FILES_OF_LEDGER = 10_000;

  /** As many as a table of 500 TB has partitions. */
  private static final int FILES_OF_PLANNING = 50_000;

  @Option(
      names = "--shape",
      paramLabel = "orders|narrow|wide|single-table",
      description = "What the items are like. Default: ${DEFAULT-VALUE}.")
  Shape shape = Shape.ORDERS;

  @Option(
      names = "--items",
      paramLabel = "N",
      description =
          "Default: "
              + ITEMS
              + ", with --scan and --load "
              + ITEMS_OF_TABLE
              + ", with --ledgers and --planning "
              + ITEMS_OF_FILE
              + " in each file.")
  @Nullable Long items;

  @Option(
      names = "--files",
      paramLabel = "N",
      description =
          "Data files that the items are in. Default: "
              + FILES
              + ", with --ledgers "
              + FILES_OF_LEDGER
              + ", with --planning "
              + FILES_OF_PLANNING
              + ".")
  @Nullable Integer files;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed makes the same items. Default: ${DEFAULT-VALUE}.")
  long seed = 1;

  @Option(
      names = "--peers",
      split = ",",
      paramLabel = "LIST",
      description =
          "Of dynalake, dynalake-ion, dynalake-iceberg, duckdb, spark, gunzip; the first is compared"
              + " with the others. Default: all but dynalake-ion, which converts the same items in"
              + " ION, and dynalake-iceberg, which writes an Iceberg table.")
  List<PeerName> peers = new ArrayList<>(PeerName.USUAL);

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "How often each is run, in turn. Default: ${DEFAULT-VALUE}.")
  int rounds = 3;

  @Option(
      names = "--partition-by",
      paramLabel = "LIST",
      description = "Measure dynalake with this option too.")
  String partitionBy = "";

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      description = "Heap of dynalake. Default: ${DEFAULT-VALUE}.")
  String heap = "1g";

  @Option(
      names = "--dir",
      paramLabel = "FOLDER",
      description = "Where exports are made and kept. Default: target/bench of the repository.")
  @Nullable Path dir;

  @Option(
      names = "--keep-data",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "Leave the exports for the next time, which is the default, or remove them.")
  boolean keepData = true;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write every run's numbers to a file too.")
  @Nullable Path json;

  @Option(
      names = "--at-most",
      paramLabel = "PEER=RATIO",
      description =
          "Exit with 1 if dynalake takes more than so much of the peer's wall time, by the median"
              + " over the rounds. May be repeated.")
  Map<PeerName, Double> atMost = new LinkedHashMap<>();

  @Option(
      names = "--queries",
      description = "Measure queries instead: the data source against spark.read.json.")
  boolean queries;

  @Option(
      names = "--scan",
      description =
          "Measure scans of a live table of orders instead, in DynamoDB Local: both scan engines,"
              + " and a client that throws away what it reads.")
  boolean scan;

  @Option(
      names = "--total-segments",
      split = ",",
      paramLabel = "LIST",
      description =
          "Segments of the scans, of which each engine's best number counts."
              + " Default: 16,64,256.")
  List<Integer> totalSegments = new ArrayList<>(List.of(16, 64, 256));

  @Option(
      names = "--ledgers",
      description =
          "Measure what each kind of ledger takes of a run over many small files instead: SQLite,"
              + " PostgreSQL and DynamoDB Local, on this machine.")
  boolean ledgers;

  @Option(
      names = "--load",
      description =
          "Measure loads of an export into an empty table of DynamoDB Local instead: the job, the"
              + " EMR connector, and a client that sends lines as they are.")
  boolean load;

  @Option(
      names = "--changes",
      description =
          "Measure a window in which one item in a hundred changed instead: applied to each kind of"
              + " table, against converting all items again.")
  boolean changes;

  @Option(
      names = "--scaling",
      description =
          "Measure one executor core against two instead, on a standalone cluster of this machine:"
              + " a worker for each.")
  boolean scaling;

  @Option(
      names = "--planning",
      description =
          "Measure what comes before the first data file of an export of very many files instead,"
              + " with partitions and without.")
  boolean planning;

  @Option(
      names = "--all",
      description =
          "Measure all that the README tells: sizes, shapes, one file, partitions, queries.")
  boolean all;

  @Option(
      names = "--jmh",
      arity = "0..1",
      fallbackValue = ".*",
      paramLabel = "REGEX",
      description = "Run the JMH benchmarks of hot loops whose names match, and nothing else.")
  @Nullable String jmh;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Print this help.")
  boolean help;

  /**
   * Reads a command line.
   *
   * @throws picocli.CommandLine.ParameterException that says what is wrong with it
   */
  static BenchOptions parse(String... args) {
    BenchOptions options = new BenchOptions();
    new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
    return options;
  }

  static String usage() {
    return new CommandLine(new BenchOptions()).getUsageMessage(CommandLine.Help.Ansi.OFF);
  }

  DataSet data() {
    int inFiles = files != null ? files : defaultFiles();
    return new DataSet(shape, items != null ? items : defaultItems(inFiles), inFiles, seed);
  }

  private int defaultFiles() {
    if (planning) {
      return FILES_OF_PLANNING;
    }
    return ledgers ? FILES_OF_LEDGER : FILES;
  }

  private long defaultItems(int inFiles) {
    if (ledgers || planning) {
      return (long) ITEMS_OF_FILE * inFiles;
    }
    return scan || load ? ITEMS_OF_TABLE : ITEMS;
  }
}
