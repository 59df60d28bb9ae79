package io.dynalake.dataset.commit;

import io.dynalake.host.HostProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** A dataset under test, whose files hold short texts. */
record Dataset(String root, Configuration conf) {
  static final LeaseTerms TERMS =
      new LeaseTerms(Duration.ofMillis(200), Duration.ofSeconds(2), Duration.ofSeconds(20));

  /** What a run writes: a file per text, in its partition directory. */
  record Text(String partition, String text) {}

  static Text text(String partition, String text) {
    return new Text(partition, text);
  }

  DatasetTransaction begin(RunIdentity run, WriteMode mode) {
    return begin(run, mode, HostProcess.current(), CommitStep.Observer.NONE);
  }

  DatasetTransaction begin(
      RunIdentity run, WriteMode mode, HostProcess process, CommitStep.Observer observer) {
    return DatasetTransaction.begin(root, conf, run, mode, TERMS, message -> {}, process, observer);
  }

  /** A whole run. */
  CommittedRun run(String runId, WriteMode mode, List<Text> texts) {
    try (DatasetTransaction transaction =
        begin(new RunIdentity(runId, "test", "source of " + runId), mode)) {
      return transaction.commit(write(transaction, runId, texts), null, Map.of());
    }
  }

  List<NewFile> write(DatasetTransaction transaction, String runId, List<Text> texts) {
    try {
      List<NewFile> files = new ArrayList<>();
      TaskOutputs outputs = transaction.taskOutputs();
      for (int task = 0; task < texts.size(); task++) {
        TaskOutput output = outputs.open(task + 10L);
        files.add(write(output, runId, task, texts.get(task)));
        output.commit();
      }
      return files;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  NewFile write(TaskOutput output, String runId, int task, Text text) throws IOException {
    Path file =
        output.newFile(
            text.partition(), DatasetLayout.dataFileName(task, 0, runId, "zstd.parquet"));
    put(file, text.text());
    return output.finished(file, 1, text.text().getBytes(StandardCharsets.UTF_8).length);
  }

  void put(Path file, String text) throws IOException {
    try (OutputStream out = file.getFileSystem(conf).create(file, true)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The texts that readers see, by partition directory; sorted. */
  Map<String, List<String>> texts() throws IOException {
    Map<String, List<String>> texts = new TreeMap<>();
    for (Map.Entry<String, String> file : files().entrySet()) {
      int slash = file.getKey().lastIndexOf('/');
      texts
          .computeIfAbsent(
              slash < 0 ? "" : file.getKey().substring(0, slash), key -> new ArrayList<>())
          .add(file.getValue());
    }
    texts.values().forEach(list -> list.sort(null));
    return texts;
  }

  /** The files that readers see, with their texts. */
  Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String path : paths()) {
      boolean hidden = false;
      for (String name : path.split("/", -1)) {
        hidden |= DatasetLayout.hidden(name);
      }
      if (!hidden) {
        Path file = DatasetLayout.under(location(), path);
        try (var in = fs().open(file)) {
          files.put(path, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return files;
  }

  /** All files below the root, hidden ones too. */
  List<String> paths() throws IOException {
    List<String> paths = new ArrayList<>();
    collect(location(), "", paths);
    return paths;
  }

  private void collect(Path directory, String relative, List<String> paths) throws IOException {
    FileStatus @Nullable [] children = fs().exists(directory) ? fs().listStatus(directory) : null;
    if (children == null) {
      return;
    }
    for (FileStatus child : children) {
      String path = relative + child.getPath().getName();
      if (child.isDirectory()) {
        collect(child.getPath(), path + "/", paths);
      } else {
        paths.add(path);
      }
    }
  }

  Path location() {
    return DatasetStorage.location(root);
  }

  FileSystem fs() throws IOException {
    FileSystem fs = location().getFileSystem(conf);
    // The raw one: the checksumming one hides its own files.
    return fs instanceof org.apache.hadoop.fs.LocalFileSystem local ? local.getRaw() : fs;
  }
}
