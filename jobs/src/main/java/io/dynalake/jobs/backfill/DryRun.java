package io.dynalake.jobs.backfill;

import io.dynalake.dataset.convert.ConvertPlan;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.BackfillArguments;
import io.dynalake.jobs.progress.Quantity;
import io.dynalake.schema.SchemaReport;
import io.dynalake.source.FileFindings;

/** What a run would do, for people. */
final class DryRun {
  private static final int MOST_PARTITIONS = 50;

  private DryRun() {}

  static String text(
      BackfillArguments arguments,
      FullExport export,
      Verified verified,
      DatasetSchemas schemas,
      ConvertPlan plan) {
    StringBuilder text = new StringBuilder();
    text.append("dry run: nothing is written\n\n");
    row(text, "export", export.location());
    row(
        text,
        "files",
        Quantity.count(export.files().size() - verified.findings().failures().size())
            + " of "
            + Quantity.count(export.files().size())
            + " verify, "
            + Quantity.bytes(verified.storedBytes()));
    row(text, "items", Quantity.count(verified.findings().items()));
    row(text, "to write", Quantity.count(verified.kept()));
    row(text, "filtered", Quantity.count(verified.filtered()));
    row(text, "quarantined", Quantity.count(verified.findings().badItems()));
    row(text, "target", arguments.target().location());
    row(
        text,
        "write mode",
        switch (arguments.target().mode()) {
          case APPEND -> "append";
          case OVERWRITE_PARTITIONS -> "overwrite-partitions";
        });
    int files = plan.selection().scatters() ? plan.slots().size() : plan.groups().size();
    row(
        text,
        "plan",
        (plan.selection().scatters() ? "shuffle items by partition" : "convert files in place")
            + ", about "
            + Quantity.count(files, "file")
            + " of "
            + Quantity.bytes(arguments.output().targetFileSize())
            + " at most, "
            + Quantity.bytes(ConvertPlan.estimatedBytes(verified.jsonBytes()))
            + " in all");
    row(
        text,
        "schema",
        schemas.pin().map(p -> "version " + p.version() + " would be pinned").orElse("as pinned"));
    for (FileFindings failure : verified.findings().failures()) {
      row(text, "left out", failure.key() + ": " + failure.failure().orElse(""));
    }
    schemas
        .byEntity()
        .forEach(
            (entity, decided) -> {
              text.append('\n');
              if (!entity.isEmpty()) {
                text.append("entity ").append(entity).append('\n');
              }
              text.append(SchemaReport.of(decided.schema(), decided.inferred().profile()));
              decided.changes().forEach(change -> text.append(change).append('\n'));
            });
    if (plan.selection().scatters()) {
      partitions(text, verified);
    }
    return text.toString();
  }

  private static void partitions(StringBuilder text, Verified verified) {
    var sizes = verified.findings().probe().directories().sizes();
    text.append('\n').append(Quantity.count(sizes.size(), "partition")).append('\n');
    sizes.entrySet().stream()
        .limit(MOST_PARTITIONS)
        .forEach(
            e ->
                text.append(
                    String.format(
                        "  %-50s %14s items  about %s%n",
                        e.getKey(),
                        Quantity.count(e.getValue().items()),
                        Quantity.bytes(ConvertPlan.estimatedBytes(e.getValue().bytes())))));
    if (sizes.size() > MOST_PARTITIONS) {
      text.append("  … and ")
          .append(Quantity.count(sizes.size() - MOST_PARTITIONS))
          .append(" more\n");
    }
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append(String.format("%-12s %s%n", name, value));
  }
}
