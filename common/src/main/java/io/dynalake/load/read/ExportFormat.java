package io.dynalake.load.read;

import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A full export, by DynamoDB or landed by a scan, in DynamoDB JSON or Ion. */
public record ExportFormat() implements InputFormat {
  @Override
  public List<InputFile> files(String from, Configuration conf) {
    FullExport export = Exports.open(from, conf);
    return export.files().stream()
        .map(
            file ->
                new InputFile(
                    file.location(), file.size(), file.key(), new InputFile.Origin.Exported(file)))
        .toList();
  }

  @Override
  public ItemReader open(InputFile file, Configuration conf) {
    if (file.origin() instanceof InputFile.Origin.Exported exported) {
      return new ExportReader(file, exported.file(), conf);
    }
    throw new IllegalArgumentException(file.location() + " is no data file of an export");
  }
}
