package io.dynalake.testsupport.export;

import static io.dynalake.testsupport.export.ExportQuirk.*;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes a full export as the DynamoDB service does: {@code _started}, data files, manifest-files
 * with its checksum, and manifest-summary with its checksum last. The same calls write the same
 * bytes.
 *
 * <pre>{@code
 * WrittenExport export =
 *     ExportWriter.in(folder)
 *         .file(List.of("{\"pk\":{\"S\":\"a\"}}"))
 *         .file(List.of(), FileQuirk.NO_MD5)
 *         .write();
 * }</pre>
 */
public final class ExportWriter {
  private record Entry(
      @Nullable String key, long itemCount, LineContent content, Set<FileQuirk> quirks) {}

  private final Path bucket;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<ExportQuirk> quirks = EnumSet.noneOf(ExportQuirk.class);
  private String id = "01715685260608-c488b4e1";
  private String table = "Orders";
  private Instant startTime = Instant.parse("2024-05-14T11:14:20.608Z");
  private @Nullable String prefix;
  private @Nullable String keyPrefix;
  private @Nullable ExportSummary described;
  private long seed = 1;
  private int threads = 1;

  private ExportWriter(Path bucket) {
    this.bucket = bucket;
  }

  /** Begins an export in the folder that stands for its bucket. */
  public static ExportWriter in(Path bucket) {
    return new ExportWriter(bucket);
  }

  public ExportWriter id(String newId) {
    id = newId;
    return this;
  }

  public ExportWriter table(String newTable) {
    table = newTable;
    return this;
  }

  public ExportWriter startTime(Instant newStartTime) {
    startTime = newStartTime;
    return this;
  }

  /** Takes id, times, table, prefix, format and all else that the summary says from this. */
  public ExportWriter describedBy(ExportSummary summary) {
    described = summary;
    id = summary.id();
    prefix = summary.prefix().orElse(null);
    keyPrefix = prefix;
    if (summary.incremental()) {
      quirks.add(INCREMENTAL);
    }
    if (summary.outputFormat().equals("ION")) {
      quirks.add(ION);
    }
    return this;
  }

  /** S3Prefix, without a slash at its end; none by default. */
  public ExportWriter prefix(String newPrefix) {
    prefix = newPrefix;
    keyPrefix = newPrefix;
    return this;
  }

  /** A prefix that stands in the keys alone: the export was copied here without it. */
  public ExportWriter copiedFromPrefix(String newPrefix) {
    keyPrefix = newPrefix;
    return this;
  }

  /** Determines the names of the data files. */
  public ExportWriter seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Writes as many data files at the same time; their contents then share nothing. */
  public ExportWriter threads(int newThreads) {
    threads = newThreads;
    return this;
  }

  public ExportWriter with(ExportQuirk... more) {
    quirks.addAll(Arrays.asList(more));
    return this;
  }

  /**
   * Adds a data file of items, each the JSON of its attributes: {@code {"pk":{"S":"a"}}}. They are
   * written in ION if the export is {@link ExportQuirk#ION}.
   */
  public ExportWriter file(List<String> items, FileQuirk... fileQuirks) {
    List<String> copy = List.copyOf(items);
    LineContent content =
        out ->
            DataFileLines.write(
                quirks.contains(ION) ? DataFileLines.ion(copy) : DataFileLines.json(copy),
                out,
                fileQuirks);
    return content(copy.size(), content, fileQuirks);
  }

  /** Adds a data file of lines as they are. */
  public ExportWriter lines(List<String> lines, FileQuirk... fileQuirks) {
    List<String> copy = List.copyOf(lines);
    return content(copy.size(), out -> DataFileLines.write(copy, out, fileQuirks), fileQuirks);
  }

  /** Adds a data file of any content. */
  public ExportWriter content(long itemCount, LineContent content, FileQuirk... fileQuirks) {
    entries.add(new Entry(null, itemCount, content, setOf(fileQuirks)));
    return this;
  }

  /** Adds a line to manifest-files.json, and no file. */
  public ExportWriter entry(String key, long itemCount) {
    entries.add(new Entry(key, itemCount, out -> {}, EnumSet.of(FileQuirk.MISSING)));
    return this;
  }

  private static Set<FileQuirk> setOf(FileQuirk... fileQuirks) {
    Set<FileQuirk> set = EnumSet.noneOf(FileQuirk.class);
    set.addAll(Arrays.asList(fileQuirks));
    return set;
  }

  /** Writes the export. */
  public WrittenExport write() {
    try {
      return writeFiles();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WrittenExport writeFiles() throws IOException {
    String place = "AWSDynamoDB/" + id;
    Path folder = bucket.resolve(prefix == null ? place : prefix + "/" + place);
    boolean incremental = quirks.contains(INCREMENTAL);
    String data = incremental ? "AWSDynamoDB/data" : place + "/data";
    Path dataFolder = incremental ? folder.resolveSibling("data") : folder.resolve("data");
    Files.createDirectories(folder);
    Files.createDirectories(dataFolder);
    Files.write(folder.resolve("_started"), new byte[0]);
    if (quirks.contains(EXTRA_OBJECTS)) {
      Files.writeString(dataFolder.resolve("README.txt"), "not a data file");
      Files.createDirectories(dataFolder.resolve("_temporary"));
    }

    String keyRoot = quirks.contains(RELATIVE_KEYS) ? "data" : withKeyPrefix(data);
    List<String> keys = new ArrayList<>();
    List<Path> dataFiles = new ArrayList<>();
    Random names = new Random(seed);
    for (Entry entry : entries) {
      String name = Manifests.fileName(names) + suffix(entry);
      keys.add(entry.key() == null ? keyRoot + "/" + name : entry.key());
      dataFiles.add(dataFolder.resolve(name));
    }
    List<String> lines = writeDataFiles(keys, dataFiles);
    StringBuilder manifest = new StringBuilder();
    long total = 0;
    for (int i = 0; i < lines.size(); i++) {
      int times = entries.get(i).quirks().contains(FileQuirk.LISTED_TWICE) ? 2 : 1;
      manifest.append((lines.get(i) + "\n").repeat(times));
      total += times * promised(entries.get(i));
    }
    writeManifests(folder, place, manifest.toString(), total);
    return new WrittenExport(bucket, folder, id, keys, dataFiles, total);
  }

  /** Returns the lines of manifest-files.json. */
  private List<String> writeDataFiles(List<String> keys, List<Path> files) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<String>> writes = new ArrayList<>();
      for (int i = 0; i < files.size(); i++) {
        Entry entry = entries.get(i);
        String key = keys.get(i);
        Path file = files.get(i);
        writes.add(pool.submit(() -> writeDataFile(entry, key, file)));
      }
      List<String> lines = new ArrayList<>();
      for (Future<String> write : writes) {
        lines.add(write.get());
      }
      return lines;
    } catch (ExecutionException e) {
      throw new IOException("a data file could not be written; " + e.getCause(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while data files were written");
    } finally {
      pool.shutdownNow();
    }
  }

  private static String writeDataFile(Entry entry, String key, Path file) throws IOException {
    DataFileBytes.write(file, entry.content(), entry.quirks());
    String line = Manifests.fileLine(promised(entry), key, file, entry.quirks());
    if (entry.quirks().contains(FileQuirk.MISSING)) {
      Files.delete(file);
    }
    return line;
  }

  private String suffix(Entry entry) {
    String json = quirks.contains(ION) ? ".ion" : ".json";
    return entry.quirks().contains(FileQuirk.PLAIN_JSON) ? json : json + ".gz";
  }

  private static long promised(Entry entry) {
    int more = entry.quirks().contains(FileQuirk.COUNT_TOO_HIGH) ? 1 : 0;
    int less = entry.quirks().contains(FileQuirk.COUNT_TOO_LOW) ? 1 : 0;
    return entry.itemCount() + more - less;
  }

  private String withKeyPrefix(String place) {
    return keyPrefix == null ? place : keyPrefix + "/" + place;
  }

  private void writeManifests(Path folder, String place, String files, long total)
      throws IOException {
    boolean half = quirks.contains(HALF_FILES_MANIFEST);
    if (!quirks.contains(NO_FILES_MANIFEST)) {
      String written = half ? files.substring(0, files.length() - 30) : files;
      writeWithChecksum(folder, "manifest-files", written, quirks.contains(WRONG_FILES_MD5));
    }
    if (!quirks.contains(NO_SUMMARY)) {
      String named =
          quirks.contains(FOREIGN_FILES_KEY) ? "AWSDynamoDB/01500000000000-0a0a0a0a" : place;
      String text =
          Manifests.summary(
              described == null
                  ? ExportSummary.sample(id, table, startTime, keyPrefix, quirks)
                  : described,
              withKeyPrefix(named) + "/manifest-files.json",
              quirks.contains(WRONG_TOTAL) ? total + 1 : total,
              quirks);
      String written = quirks.contains(HALF_SUMMARY) ? text.substring(0, text.length() / 2) : text;
      writeWithChecksum(folder, "manifest-summary", written, quirks.contains(WRONG_SUMMARY_MD5));
    }
  }

  private void writeWithChecksum(Path folder, String name, String text, boolean wrong)
      throws IOException {
    Files.writeString(folder.resolve(name + ".json"), text);
    if (quirks.contains(NO_CHECKSUMS) || quirks.contains(HALF_FILES_MANIFEST)) {
      return;
    }
    String suffix = quirks.contains(CHECKSUM_SUFFIX) ? ".checksum" : ".md5";
    String md5 = Manifests.md5(wrong ? text + " " : text);
    Files.writeString(folder.resolve(name + suffix), md5);
  }
}
