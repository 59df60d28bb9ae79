package io.dynalake.jobs.backfill;

import io.dynalake.jobs.report.RunReport;
import io.dynalake.schema.Conflict;
import io.dynalake.schema.InferredSchema;
import java.util.ArrayList;
import java.util.List;

/** What the report says of the schemas of a run: those of entities in one list, by their names. */
final class ReportedSchema {
  private ReportedSchema() {}

  static RunReport.Schema of(DatasetSchemas schemas) {
    List<RunReport.Column> columns = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    List<RunReport.Conflict> conflicts = new ArrayList<>();
    schemas
        .byEntity()
        .forEach(
            (entity, decided) -> {
              String prefix = entity.isEmpty() ? "" : entity + "/";
              for (InferredSchema.Column column : decided.inferred().columns(decided.schema())) {
                columns.add(
                    new RunReport.Column(
                        prefix + column.name(),
                        column.attribute(),
                        column.type(),
                        column.dynamodbTypes().stream().map(Enum::name).toList(),
                        column.present()));
              }
              decided.changes().forEach(change -> changes.add(prefix + change));
              for (Conflict conflict : decided.inferred().conflicts()) {
                conflicts.add(
                    new RunReport.Conflict(
                        prefix + conflict.path(),
                        conflict.counts().keySet().stream().map(Enum::name).toList(),
                        "string"));
              }
            });
    return new RunReport.Schema(schemas.version(), columns, changes, conflicts);
  }
}
