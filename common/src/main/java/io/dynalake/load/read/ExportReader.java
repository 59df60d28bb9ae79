package io.dynalake.load.read;

import io.dynalake.export.BadItem;
import io.dynalake.export.DataFile;
import io.dynalake.export.DataFileReader;
import io.dynalake.export.ItemConsumer;
import io.dynalake.export.ReadOptions;
import io.dynalake.item.CheckSink;
import io.dynalake.item.DynamoJsonSink;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.MapSink;
import io.dynalake.load.read.ExportFormat.Verified;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Reads a data file, twice if it is to be verified before: whether it is what its manifest promises
 * shows at its end only, and what was written into a table by then could not be taken back.
 */
final class ExportReader extends ItemReader {
  private final DataFile data;
  private final Verified verified;
  private final Configuration conf;
  private @Nullable DataFileReader reader;

  ExportReader(InputFile file, DataFile data, Verified verified, Configuration conf) {
    super(file);
    this.data = data;
    this.verified = verified;
    this.conf = conf;
  }

  @Override
  boolean read() {
    if (reader == null) {
      ReadOptions options = ReadOptions.VERIFY;
      if (verified == Verified.BEFORE_ITEMS) {
        DataFileReader.read(data, conf, new Checked(), options);
        options = options.withoutMd5();
      }
      reader = DataFileReader.open(data, conf, new Items(), options);
    }
    return reader.readBlock();
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }

  /** Nothing but what the reader verifies. */
  private static final class Checked implements ItemConsumer {
    private final CheckSink check = new CheckSink();

    @Override
    public MapSink beginItem() {
      return check.beginItem();
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {}

    @Override
    public void dropItem(BadItem bad) {}
  }

  private final class Items implements ItemConsumer {
    private final boolean ion = data.format() == ItemFormat.ION;
    private final DynamoJsonLine json = new DynamoJsonLine();
    private final DynamoJsonSink written = new DynamoJsonSink();

    @Override
    public MapSink beginItem() {
      return ion ? written.beginItem() : json.check();
    }

    @Override
    public void endItem(byte[] block, int lineStart, int lineEnd) {
      if (ion) {
        written.endItem();
        ready(line(), written.toBytes());
      } else {
        ready(line(), json.checked(block, lineStart, lineEnd));
      }
    }

    @Override
    public void dropItem(BadItem bad) {
      refuse(bad.line(), bad.reason(), bad.text().getBytes(StandardCharsets.UTF_8));
    }

    private long line() {
      return reader == null ? 0 : reader.line();
    }
  }
}
