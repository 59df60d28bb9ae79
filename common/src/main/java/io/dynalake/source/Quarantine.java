package io.dynalake.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.aws.Locations;
import io.dynalake.disk.AttemptFile;
import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.export.BadItem;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the malformed items of one task: JSON lines {@code
 * {"file","line","reason","item","complete"}} in one file, made when the first one comes. Without a
 * folder it only counts.
 */
public final class Quarantine implements Closeable {
  /** How many malformed items are named in messages. */
  public static final int NAMED = 10;

  /** How many kinds of reasons are counted one by one. */
  static final int KINDS = 20;

  static final String OTHER_KINDS = "other reasons";

  /** What tells one malformed item from another of the same kind. */
  private static final Pattern WHERE =
      Pattern.compile("\\Aattribute \".*?\": |, at byte \\d+ of the line\\z", Pattern.DOTALL);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final @Nullable Path file;
  private final Configuration hadoop;
  private final List<String> named = new ArrayList<>();
  private final Map<String, Long> reasons = new HashMap<>();
  private @Nullable AttemptFile out;
  private long count;

  /**
   * @param folder or null
   * @param name of the file: the same for every attempt of a task, so that a retry writes it anew,
   *     and an attempt that Spark no longer wants leaves it alone
   */
  public Quarantine(@Nullable String folder, String name, Configuration hadoop) {
    this.file = folder == null ? null : new Path(folder, name);
    this.hadoop = hadoop;
  }

  public void add(BadItem bad) {
    count++;
    String kind = WHERE.matcher(bad.reason()).replaceAll("");
    boolean counted = reasons.size() < KINDS || reasons.containsKey(kind);
    reasons.merge(counted ? kind : OTHER_KINDS, 1L, Long::sum);
    if (named.size() < NAMED) {
      named.add(bad.key() + ", line " + bad.line() + ": " + bad.reason());
    }
    if (file == null) {
      return;
    }
    ObjectNode line =
        JSON.createObjectNode()
            .put("file", bad.key())
            .put("line", bad.line())
            .put("reason", bad.reason())
            .put("item", bad.text())
            .put("complete", bad.complete());
    try {
      if (out == null) {
        FileSystem files = Locations.fileSystem(file, hadoop);
        // Without a checksum file beside it.
        out = AttemptFile.create(LocalDisk.raw(files), file);
      }
      out.out().write(JSON.writeValueAsBytes(line));
      out.out().write("\n".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file + ": cannot write the quarantine; " + e.getMessage(), e);
    }
  }

  public long count() {
    return count;
  }

  /** The first {@value #NAMED}, as "key, line n: reason". */
  public List<String> named() {
    return List.copyOf(named);
  }

  /** The number of items by kind of reason: without the attribute, and the place in the line. */
  public Map<String, Long> reasons() {
    return Map.copyOf(reasons);
  }

  @Override
  public void close() throws IOException {
    try (AttemptFile ended = out) {
      out = null;
      if (ended != null && AttemptFile.isWanted()) {
        ended.keep();
      }
    }
  }
}
