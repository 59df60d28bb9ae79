package io.dynalake.load.read;

import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * A full export, by DynamoDB or landed by a scan, in DynamoDB JSON or Ion.
 *
 * @param verified when a data file is known to be what its manifest promises
 */
public record ExportFormat(Verified verified) implements InputFormat {

  /** When a data file is known to be what its manifest promises. */
  public enum Verified {
    /** Before it gives any item: for items that cannot be taken back. The file is read twice. */
    BEFORE_ITEMS,
    /** When it has given all of them. */
    WITH_ITEMS
  }

  /** Gives items of verified files only. */
  public ExportFormat() {
    this(Verified.BEFORE_ITEMS);
  }

  @Override
  public InputFormat verifyingWhileReading() {
    return new ExportFormat(Verified.WITH_ITEMS);
  }

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
      return new ExportReader(file, exported.file(), verified, conf);
    }
    throw new IllegalArgumentException(file.location() + " is no data file of an export");
  }
}
