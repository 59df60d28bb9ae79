package io.dynalake.export;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.item.LineBlocks;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The entries of manifest-files.json, one JSON object per line and data file. */
final class ManifestFiles {
  private static final int BLOCK = 64 << 10;
  private static final int MOST_LINE_BYTES = 64 << 10;

  private record Entry(String key, @Nullable Long itemCount, @Nullable String md5) {}

  private final Path file;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> keys = new HashSet<>();

  private ManifestFiles(Path file) {
    this.file = file;
  }

  static ManifestFiles read(Storage storage, Path file, List<String> warnings) {
    ManifestFiles files = new ManifestFiles(file);
    MessageDigest digest = Manifest.md5();
    try (InputStream in = new DigestInputStream(storage.open(file), digest);
        LineBlocks blocks = new LineBlocks(in, BLOCK)) {
      while (blocks.next()) {
        files.parse(blocks);
      }
    } catch (IOException e) {
      throw storage.failure(file, e);
    }
    Manifest.requireMd5(storage, file, digest.digest(), warnings);
    files.warn(warnings);
    return files;
  }

  private void parse(LineBlocks blocks) {
    byte[] bytes = blocks.bytes();
    long line = blocks.firstLine();
    int start = blocks.start();
    while (start < blocks.end()) {
      int end = start;
      while (bytes[end] != '\n') {
        end++;
      }
      if (end - start > MOST_LINE_BYTES || blocks.overlong()) {
        throw Manifest.damaged(file, "line " + line + " is longer than any entry");
      }
      if (!blank(bytes, start, end)) {
        parse("line " + line + ": ", bytes, start, end - start);
      }
      start = end + 1;
      line++;
    }
  }

  private static boolean blank(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end && bytes[i] <= ' ' && bytes[i] > 0) {
      i++;
    }
    return i == end;
  }

  private void parse(String where, byte[] bytes, int start, int length) {
    JsonNode json = Manifest.parse(file, where, bytes, start, length);
    String key = Manifest.text(file, where, json, "dataFileS3Key");
    if (key.isEmpty()) {
      throw Manifest.damaged(file, where + "dataFileS3Key is missing");
    }
    if (!keys.add(key)) {
      throw Manifest.damaged(file, where + "\"" + Manifest.shown(key) + "\" is listed twice");
    }
    String md5 = Manifest.text(file, where, json, "md5Checksum");
    Long itemCount = Manifest.count(file, where, json, "itemCount");
    entries.add(new Entry(key, itemCount, md5.isEmpty() ? null : md5));
  }

  private void warn(List<String> warnings) {
    long unsummed = entries.stream().filter(entry -> entry.md5() == null).count();
    if (unsummed > 0) {
      warnings.add(without("md5Checksum", unsummed, "their bytes cannot be verified"));
    }
    long uncounted = entries.stream().filter(entry -> entry.itemCount() == null).count();
    if (uncounted > 0) {
      warnings.add(without("itemCount", uncounted, "their items cannot be counted against it"));
    }
  }

  private String without(String member, long files, String effect) {
    return "%s: no %s for %d of %d files; %s"
        .formatted(file, member, files, entries.size(), effect);
  }

  /** The summary's item count must be the sum of those of the files, where all are known. */
  void requireItemCount(ManifestSummary summary) {
    if (summary.itemCount() == null) {
      return;
    }
    long sum = 0;
    for (Entry entry : entries) {
      if (entry.itemCount() == null) {
        return;
      }
      if (entry.itemCount() > Long.MAX_VALUE - sum) {
        throw Manifest.damaged(file, "its item counts are beyond all numbers");
      }
      sum += entry.itemCount();
    }
    if (sum != summary.itemCount()) {
      throw Manifest.damaged(
          file,
          "its files have "
              + sum
              + " items in all, but "
              + summary.file().getName()
              + " says "
              + summary.itemCount());
    }
  }

  /**
   * The data files, with sizes from one listing per folder, or asked for one by one where others'
   * files lie beside them; a file that is not there has −1.
   */
  List<DataFile> located(
      Storage storage, ExportKeys exportKeys, ManifestSummary summary, LineContent content) {
    Map<Path, Set<String>> names = new LinkedHashMap<>();
    List<Path> paths = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      Path path = exportKeys.resolve(entry.key());
      if (!names.computeIfAbsent(path.getParent(), p -> new HashSet<>()).add(path.getName())) {
        throw Manifest.damaged(
            file, "two keys name the same file, \"" + Manifest.shown(entry.key()) + "\"");
      }
      paths.add(path);
    }
    Map<Path, Long> sizes = new HashMap<>();
    names.forEach(
        (folder, wanted) ->
            sizes.putAll(
                exportKeys.isShared(folder)
                    ? storage.sizesOf(folder, wanted)
                    : storage.sizes(folder, wanted)));
    List<DataFile> files = new ArrayList<>(entries.size());
    for (int i = 0; i < paths.size(); i++) {
      Entry entry = entries.get(i);
      Path path = paths.get(i);
      long size = sizes.getOrDefault(path, -1L);
      files.add(
          new DataFile(
              entry.key(),
              path.toString(),
              size,
              entry.itemCount(),
              entry.md5(),
              new Lines(content, summary.format(entry.key()))));
    }
    return files;
  }
}
