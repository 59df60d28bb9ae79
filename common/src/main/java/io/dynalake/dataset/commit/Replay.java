package io.dynalake.dataset.commit;

import io.dynalake.disk.Parallel;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Brings a journaled commit to one of its two ends. Both ways can be broken off at any moment and
 * begun again.
 */
final class Replay {
  private final DatasetStorage storage;
  private final Journals journals;
  private final CommitStep.Observer observer;

  Replay(DatasetStorage storage, Journals journals, CommitStep.Observer observer) {
    this.storage = storage;
    this.journals = journals;
    this.observer = observer;
  }

  /** What earlier runs left open; the lease must be held. One line for each thing done. */
  List<String> recover() throws IOException {
    List<String> done = new ArrayList<>();
    for (Journal journal : journals.all()) {
      if (journal.state() == Journal.State.PREPARED) {
        int removed = rollBack(journal);
        done.add(
            "run "
                + journal.run().commitId()
                + " died while it published: rolled back, "
                + removed
                + " of its "
                + journal.newFiles().size()
                + " new files removed");
      } else if (journal.state() == Journal.State.PUBLISHED) {
        rollForward(journal);
        done.add(
            "run "
                + journal.run().commitId()
                + " died after it had published all files: completed, "
                + journal.superseded().size()
                + " superseded files removed");
      }
    }
    dropTemporaries(storage.layout().schemas());
    done.addAll(sweep());
    return done;
  }

  /** Removes exactly the new files of a commit; returns how many were there. */
  int rollBack(Journal journal) throws IOException {
    // First what could still become a file, then what became one.
    abortUploads(new ArrayList<>());
    List<NewFile> present = new ArrayList<>();
    Set<Path> directories = new LinkedHashSet<>();
    for (NewFile file : journal.newFiles()) {
      directories.add(storage.layout().file(file.path()).getParent());
    }
    Set<String> visible = new LinkedHashSet<>();
    for (Path directory : directories) {
      for (FileStatus status : storage.dataFiles(directory)) {
        visible.add(storage.relative(status.getPath()));
      }
    }
    for (NewFile file : journal.newFiles()) {
      if (visible.contains(file.path())) {
        present.add(file);
      }
    }
    Parallel.forEach(
        present,
        storage.threads(),
        file -> {
          storage.deleteTree(storage.layout().file(file.path()));
          observer.reached(CommitStep.FILE_ROLLED_BACK, file.path());
        });
    for (Path directory : directories) {
      storage.removeEmptyDirectories(directory);
    }
    journals.write(journal.reached(Journal.State.ROLLED_BACK));
    observer.reached(CommitStep.JOURNAL_ROLLED_BACK, journal.run().commitId());
    return present.size();
  }

  /** Removes what the new files supersede and installs the schema. */
  Journal rollForward(Journal journal) throws IOException {
    if (!journal.superseded().isEmpty()) {
      verifyPublished(journal.newFiles());
    }
    Parallel.forEach(
        journal.superseded(),
        storage.threads(),
        path -> {
          storage.deleteTree(storage.layout().file(path));
          observer.reached(CommitStep.SUPERSEDED_REMOVED, path);
        });
    SchemaToPin schema = journal.schema();
    if (schema != null) {
      new SchemaStore(storage).installOrFollow(schema);
      observer.reached(CommitStep.SCHEMA_INSTALLED, "version " + schema.version());
    }
    Journal committed = journal.reached(Journal.State.COMMITTED);
    journals.write(committed);
    observer.reached(CommitStep.JOURNAL_COMMITTED, journal.run().commitId());
    return committed;
  }

  /** Removes staged files and pending uploads, all of dead runs as the lease is held. */
  List<String> sweep() throws IOException {
    List<String> done = new ArrayList<>();
    for (FileStatus status : storage.list(storage.layout().stagings())) {
      storage.deleteTree(status.getPath());
      done.add("staged files of run " + status.getPath().getName() + " removed");
    }
    if (storage.kind() == DatasetStorage.Kind.OBJECT_STORE) {
      Path magic = storage.layout().file(MagicCommit.DIRECTORY);
      for (Path parent : List.of(magic, storage.layout().root())) {
        for (FileStatus status : storage.list(parent)) {
          if (MagicCommit.isJob(status.getPath())) {
            storage.deleteTree(status.getPath());
          }
        }
      }
      if (storage.list(magic).isEmpty()) {
        storage.deleteTree(magic);
      }
      abortUploads(done);
    }
    observer.reached(CommitStep.STAGING_REMOVED, "");
    return done;
  }

  private void abortUploads(List<String> done) {
    if (storage.kind() != DatasetStorage.Kind.OBJECT_STORE) {
      return;
    }
    try {
      int aborted = S3aUploads.abort(storage);
      if (aborted > 0) {
        done.add(aborted + " pending uploads aborted");
      }
    } catch (IOException e) {
      // Not visible to anyone, they only cost storage: no reason to fail.
      done.add(
          "pending uploads were not aborted ("
              + e
              + "); allow s3:ListBucketMultipartUploads and s3:AbortMultipartUpload, or let a"
              + " lifecycle rule of the bucket remove incomplete uploads");
    }
  }

  private void dropTemporaries(Path directory) throws IOException {
    for (FileStatus status : storage.list(directory)) {
      if (status.getPath().getName().startsWith(".")) {
        storage.deleteTree(status.getPath());
      }
    }
  }

  /** Fails unless every file is in place with its full length. */
  void verifyPublished(List<NewFile> files) throws IOException {
    Set<String> directories = new LinkedHashSet<>();
    files.forEach(file -> directories.add(file.directory()));
    Set<String> present = new LinkedHashSet<>();
    for (String directory : directories) {
      for (FileStatus status : storage.dataFiles(storage.layout().file(directory))) {
        present.add(storage.relative(status.getPath()) + " " + status.getLen());
      }
    }
    for (NewFile file : files) {
      if (!present.contains(file.path() + " " + file.bytes())) {
        throw new FileNotFoundException(
            storage.layout().file(file.path())
                + ": not in place with "
                + file.bytes()
                + " bytes after its publication");
      }
    }
  }

  /** The files that are data now in exactly the directories that receive new ones. */
  List<String> visibleBeside(List<NewFile> files) throws IOException {
    Set<String> directories = new LinkedHashSet<>();
    files.forEach(file -> directories.add(file.directory()));
    return visibleIn(directories);
  }

  /** The files that are data now in exactly these directories, as far as they are there. */
  List<String> visibleIn(Set<String> directories) throws IOException {
    List<String> visible = new ArrayList<>();
    for (String directory : directories) {
      for (FileStatus status : storage.dataFiles(storage.layout().file(directory))) {
        visible.add(storage.relative(status.getPath()));
      }
    }
    return visible;
  }

  boolean allPresent(List<NewFile> files) throws IOException {
    try {
      verifyPublished(files);
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
