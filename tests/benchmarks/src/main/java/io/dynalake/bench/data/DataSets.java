package io.dynalake.bench.data;

import io.dynalake.item.ItemFormat;
import io.dynalake.testsupport.export.ExportQuirk;
import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;

/** Makes data sets in a folder, each once. A folder of a data set is there whole or not at all. */
public final class DataSets {
  private static final String SIZES = "sizes.properties";

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * @param progress takes a line before a data set is made, and one after that
   */
  public DataSets(Path folder, Consumer<String> progress) {
    this.folder = folder.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /** Finds a data set or makes it. */
  public Export export(DataSet data) throws IOException {
    Path place = folder.resolve(data.name());
    if (!Files.exists(place)) {
      make(data, place);
    }
    Properties sizes = new Properties();
    try (Reader in = Files.newBufferedReader(place.resolve(SIZES))) {
      sizes.load(in);
    }
    return new Export(
        data,
        place.resolve(sizes.getProperty("export")),
        Long.parseLong(sizes.getProperty("jsonBytes")),
        Long.parseLong(sizes.getProperty("storedBytes")));
  }

  /** Removes a data set, if it is there. */
  public void delete(DataSet data) throws IOException {
    Folders.delete(folder.resolve(data.name()));
  }

  private void make(DataSet data, Path place) throws IOException {
    progress.accept("making " + data.name());
    long start = System.nanoTime();
    Path partial = place.resolveSibling(place.getFileName() + ".partial");
    Folders.delete(partial);
    ExportWriter writer =
        ExportWriter.in(partial)
            .table(data.shape().table())
            .seed(data.seed())
            .threads(Runtime.getRuntime().availableProcessors());
    if (data.format() == ItemFormat.ION) {
      writer.with(ExportQuirk.ION);
    }
    List<FileContent> contents = new ArrayList<>();
    for (int i = 0; i < data.files(); i++) {
      FileContent content = new FileContent(data, i);
      contents.add(content);
      writer.content(content.items(), content);
    }
    WrittenExport written = writer.write();
    writeSizes(partial, written, contents.stream().mapToLong(FileContent::bytes).sum());
    Files.move(partial, place, StandardCopyOption.ATOMIC_MOVE);
    progress.accept("made it in %.0f s".formatted((System.nanoTime() - start) / 1e9));
  }

  private static void writeSizes(Path partial, WrittenExport written, long jsonBytes)
      throws IOException {
    long storedBytes = 0;
    for (Path file : written.dataFiles()) {
      storedBytes += Files.size(file);
    }
    Properties sizes = new Properties();
    sizes.setProperty("export", partial.relativize(written.folder()).toString());
    sizes.setProperty("jsonBytes", String.valueOf(jsonBytes));
    sizes.setProperty("storedBytes", String.valueOf(storedBytes));
    try (Writer out = Files.newBufferedWriter(partial.resolve(SIZES))) {
      sizes.store(out, "A data set for benchmarks; sizes in bytes");
    }
  }
}
