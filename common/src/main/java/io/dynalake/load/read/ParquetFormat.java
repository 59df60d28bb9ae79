package io.dynalake.load.read;

import io.dynalake.load.read.InputFile.Origin.InDataset;
import io.dynalake.schema.ItemSchema;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;

/**
 * Parquet files, by Dynalake or from elsewhere. What Dynalake wrote becomes the items that it was
 * made of, as far as Parquet keeps them.
 *
 * @param types where they are to be others
 */
public record ParquetFormat(ItemTypes types) implements InputFormat {
  @Override
  public List<InputFile> files(String from, Configuration conf) {
    ParquetFolders folders = new ParquetFolders(conf);
    return InputFiles.find(from, conf).stream().map(folders::located).toList();
  }

  @Override
  public ItemReader open(InputFile file, Configuration conf) {
    InDataset dataset =
        file.origin() instanceof InDataset known
            ? known
            : new InDataset(new ItemSchema(List.of()), Map.of());
    return ParquetReader.open(file, types, dataset, conf);
  }
}
