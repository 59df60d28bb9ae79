package io.dynalake.load.read;

import io.dynalake.changes.CurrentItems;
import io.dynalake.dataset.parquet.ParquetSettings;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadFileException;
import io.dynalake.item.DynamoJsonSink;
import io.dynalake.item.JsonTextSink;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.load.read.InputFile.Origin.InDataset;
import io.dynalake.schema.ItemSchema;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a Parquet file, a row group at a time. By parquet-java itself: Spark's reader
 * has one schema for all files, cuts them up, and tells neither a row's number nor which file
 * failed.
 */
final class ParquetReader extends ItemReader {
  /** Rows that are read at a time. */
  private static final int SOME = 100;

  private final ParquetFileReader reader;
  private final MessageType schema;
  private final MessageColumnIO columns;
  private final ParquetStruct row;
  private final ParquetStruct shown;
  private final Map<String, String> directories;
  private final ItemTypes types;
  private final TypedValues typed = new TypedValues();
  private final DynamoJsonSink written = new DynamoJsonSink();
  private @Nullable RecordReader<Group> group;
  private long left;
  private long position;

  private ParquetReader(
      InputFile file, ParquetFileReader reader, ItemTypes types, InDataset dataset) {
    super(file);
    this.reader = reader;
    this.types = types.orElse(ItemTypes.of(dataset.schema()));
    FileMetaData metadata = reader.getFileMetaData();
    schema = metadata.getSchema();
    columns = new ColumnIOFactory(metadata.getCreatedBy()).getColumnIO(schema);
    ItemSchema known = dataset.schema();
    if (known.fields().isEmpty()) {
      String spark = metadata.getKeyValueMetaData().get(ParquetSettings.SPARK_SCHEMA);
      known = ParquetColumns.ofFile(spark);
    }
    Set<String> own = known.fields().isEmpty() ? Set.of() : Set.of(CurrentItems.WRITTEN_AT);
    row = ParquetColumns.row(schema, known, types, own, typed);
    ItemSchema none = new ItemSchema(List.of());
    shown = ParquetColumns.row(schema, none, ItemTypes.ANY, Set.of(), TypedValues.lenient());
    directories = new TreeMap<>(dataset.directories());
    schema.getFields().forEach(column -> directories.remove(column.getName()));
  }

  /**
   * Opens a file.
   *
   * @throws BadFileException if it is no Parquet file
   */
  static ParquetReader open(
      InputFile file, ItemTypes types, InDataset dataset, Configuration conf) {
    try {
      ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.location()), conf));
      return new ParquetReader(file, reader, types, dataset);
    } catch (FileNotFoundException e) {
      throw new BadFileException(file.name(), "it is not there", ErrorCode.INPUT_MISSING);
    } catch (IOException e) {
      throw failure(file, e);
    } catch (RuntimeException e) {
      throw damaged(file, e);
    }
  }

  @Override
  boolean read() {
    if (left == 0 && !nextGroup()) {
      return false;
    }
    for (int i = 0; i < SOME && left > 0; i++) {
      position++;
      left--;
      take(nextRow());
    }
    return true;
  }

  private boolean nextGroup() {
    try {
      PageReadStore pages = reader.readNextRowGroup();
      if (pages == null) {
        return false;
      }
      left = pages.getRowCount();
      group = columns.getRecordReader(pages, new GroupRecordConverter(schema));
      return true;
    } catch (IOException e) {
      throw failure(file(), e);
    } catch (RuntimeException e) {
      throw damaged(file(), e);
    }
  }

  private Group nextRow() {
    try {
      return Objects.requireNonNull(group).read();
    } catch (RuntimeException e) {
      throw damaged(file(), e);
    }
  }

  private void take(Group next) {
    try {
      MapSink item = written.beginItem();
      row.giveRow(next, item);
      directories.forEach(
          (attribute, value) -> {
            byte[] name = attribute.getBytes(StandardCharsets.UTF_8);
            typed.text(value, types.field(attribute), item.attribute(name, 0, name.length));
          });
      written.endItem();
      ready(position, written.toBytes());
    } catch (MalformedItemException e) {
      refuse(position, e.reason(), json(next));
    }
  }

  /** The row as plain JSON. */
  private byte[] json(Group refused) {
    JsonTextSink text = new JsonTextSink();
    MapSink members = text.beginMap();
    shown.give(refused, members);
    text.endMap();
    return Arrays.copyOf(text.bytes(), text.length());
  }

  private static RuntimeException failure(InputFile file, IOException e) {
    // The footer and the pages' headers are in Thrift, which is shaded under one name or another.
    boolean content = e.getCause() != null && e.getCause().getClass().getName().contains("thrift");
    return content || e instanceof EOFException
        ? damaged(file, e)
        : new JobException(
            ErrorCode.SERVICE,
            file.location()
                + ": reading failed; "
                + e
                + "; run the job again when the file system answers",
            e);
  }

  private static BadFileException damaged(InputFile file, Exception e) {
    return new BadFileException(
        file.name(), "it cannot be read as Parquet; " + e.getMessage(), ErrorCode.BAD_DATA);
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file().location() + ": it cannot be closed; " + e, e);
    }
  }
}
