package io.dynalake.jobs.load;

import io.dynalake.capacity.Capacity;
import io.dynalake.capacity.RateTarget;
import io.dynalake.capacity.TableDescription;
import io.dynalake.jobs.options.LoadArguments;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.load.FileCheck;
import io.dynalake.load.read.InputFile;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;

/** What a load would do, for people. */
final class LoadPlan {
  private LoadPlan() {}

  static String text(
      LoadArguments arguments,
      TargetTable table,
      List<InputFile> files,
      List<FileCheck> checked,
      String folder) {
    long items = checked.stream().mapToLong(FileCheck::items).sum();
    long bad = checked.stream().mapToLong(FileCheck::bad).sum();
    long bytes = checked.stream().mapToLong(FileCheck::bytes).sum();
    long units = checked.stream().mapToLong(FileCheck::units).sum();
    boolean onDemand =
        table
            .description()
            .map(found -> found.billing() == BillingMode.PAY_PER_REQUEST)
            .orElseGet(() -> arguments.table().created().orElseThrow().isOnDemand());
    OptionalDouble rate = rate(arguments, table);
    StringBuilder text = new StringBuilder("dry run: nothing is written\n\n");
    row(text, "table", table.id() + (table.description().isPresent() ? "" : ", to be created"));
    row(text, "files", Quantity.count(files.size()));
    row(
        text,
        "items",
        Quantity.count(items) + ", " + Quantity.bytes(bytes) + " as DynamoDB counts");
    row(text, "refused", Quantity.count(bad) + (bad == 0 ? "" : ", see " + folder));
    row(text, "capacity", Quantity.count(units) + " WCU, more if the table has indexes");
    row(
        text,
        "time",
        rate.isPresent()
            ? "about "
                + Quantity.seconds(units / Math.max(1, rate.getAsDouble()))
                + " at "
                + Quantity.count((long) rate.getAsDouble())
                + " WCU/s"
            : "as fast as the table takes");
    row(
        text,
        "cost",
        onDemand
            ? String.format(
                Locale.ROOT,
                "%,.2f USD on demand, by the list price of us-east-1 (%s USD per million writes)",
                units / 1e6 * Capacity.WRITE.dollarsPerMillion(),
                Capacity.WRITE.dollarsPerMillion())
            : "of what is provisioned");
    return text.toString();
  }

  private static OptionalDouble rate(LoadArguments arguments, TargetTable table) {
    RateTarget target = arguments.table().rate();
    if (table.description().isEmpty()) {
      long writes = arguments.table().created().orElseThrow().writes();
      return writes > 0 ? OptionalDouble.of((double) writes) : OptionalDouble.empty();
    }
    TableDescription found = table.description().orElseThrow();
    OptionalDouble allowed = target.unitsPerSecond(found);
    return allowed.isPresent() ? allowed : found.capacity(Capacity.WRITE);
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format(Locale.ROOT, "  %-10s %s%n", name, value));
  }
}
