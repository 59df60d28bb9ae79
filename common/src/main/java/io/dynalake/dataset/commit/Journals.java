package io.dynalake.dataset.commit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.dynalake.disk.Parallel;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/** The journals of a dataset, one file per commit. */
final class Journals {
  static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final DatasetStorage storage;

  /**
   * By commit id; filled by the first look at all of them, as nobody else writes under the lease.
   */
  private final Map<String, Journal> known = new ConcurrentHashMap<>();

  private boolean listed;

  Journals(DatasetStorage storage) {
    this.storage = storage;
  }

  void write(Journal journal) throws IOException {
    storage.replace(
        storage.layout().journal(journal.run().commitId()), JSON.writeValueAsBytes(journal));
    known.put(journal.run().commitId(), journal);
  }

  Optional<Journal> find(String commitId) throws IOException {
    list();
    return Optional.ofNullable(known.get(commitId));
  }

  /** All journals, oldest first. */
  List<Journal> all() throws IOException {
    list();
    List<Journal> journals = new ArrayList<>(known.values());
    journals.sort(Comparator.comparing(Journal::updatedAt));
    return journals;
  }

  private void list() throws IOException {
    if (listed) {
      return;
    }
    Path directory = storage.layout().commits();
    storage.finishReplacements(directory);
    List<Path> files = new ArrayList<>();
    for (FileStatus status : storage.list(directory)) {
      String name = status.getPath().getName();
      if (!name.startsWith(".") && name.endsWith(".json")) {
        files.add(status.getPath());
      }
    }
    Parallel.forEach(
        files,
        storage.threads(),
        file ->
            parse(file, storage.read(file))
                .ifPresent(journal -> known.put(journal.run().commitId(), journal)));
    listed = true;
  }

  /**
   * On a file system without atomic replacement a first version may be half-written: nothing was
   * done yet under it, so it counts as absent.
   */
  private Optional<Journal> parse(Path file, byte[] content) throws IOException {
    Journal journal;
    try {
      journal = JSON.readValue(content, Journal.class);
    } catch (JsonProcessingException e) {
      if (storage.kind() == DatasetStorage.Kind.HDFS_LIKE && cutShort(content)) {
        storage.deleteTree(file);
        return Optional.empty();
      }
      throw new JobException(
          ErrorCode.BAD_DATA,
          file
              + ": not a commit journal; the file is damaged ("
              + e.getOriginalMessage()
              + "); restore it, or remove it if the files of its run are all in place or all gone",
          e);
    }
    if (journal.format() > Journal.FORMAT) {
      throw new JobException(
          ErrorCode.USAGE,
          file
              + ": journal format "
              + journal.format()
              + "; this version knows up to "
              + Journal.FORMAT
              + "; use the newer Dynalake that wrote it");
    }
    return Optional.of(journal);
  }

  private static boolean cutShort(byte[] content) throws IOException {
    try {
      return JSON.readTree(content).isMissingNode();
    } catch (JsonEOFException e) {
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
