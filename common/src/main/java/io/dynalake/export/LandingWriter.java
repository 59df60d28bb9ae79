package io.dynalake.export;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Lands one segment: writes its data files and, last, its record. Whatever happens before that, the
 * segment is as if it had not been read; of two that land the same one, the first to end counts.
 */
public final class LandingWriter implements AutoCloseable {
  private final LandingStorage storage;
  private final LandingFolder folder;
  private final int segment;
  private final long fileBytes;
  private final List<LandedFile> files = new ArrayList<>();
  private final List<Path> written = new ArrayList<>();
  private @Nullable LandingFile file;
  private boolean kept;

  /**
   * A writer for one segment.
   *
   * @param fileBytes size of data files, as stored; a segment's last one may be smaller
   */
  public LandingWriter(LandingFolder folder, Configuration hadoop, int segment, long fileBytes) {
    this.storage = new LandingStorage(new Path(folder.root()), hadoop);
    this.folder = folder;
    this.segment = segment;
    this.fileBytes = fileBytes;
  }

  /** Adds an item: its attributes as DynamoDB JSON without a line break. */
  public void add(byte[] bytes, int start, int end) throws IOException {
    LandingFile current = file;
    if (current == null) {
      current = new LandingFile(storage, folder.data());
      written.add(current.path());
      file = current;
    }
    current.add(bytes, start, end);
    if (current.bytes() >= fileBytes) {
      endFile();
    }
  }

  private void endFile() throws IOException {
    if (file != null) {
      files.add(file.finish());
      file = null;
    }
  }

  /**
   * Ends the segment.
   *
   * @return its record, which may be that of another attempt that was faster
   */
  public SegmentRecord finish(SegmentRecord.Costs costs) throws IOException {
    endFile();
    SegmentRecord own = new SegmentRecord(segment, Manifest.time(Instant.now()), costs, files);
    byte[] content = Landing.JSON.writeValueAsBytes(own);
    byte[] stored = storage.createOnce(folder.record(segment), content);
    kept = Arrays.equals(stored, content);
    return kept ? own : Landing.JSON.readValue(stored, SegmentRecord.class);
  }

  /** Removes what was written, unless it counts. What it cannot remove nobody will read. */
  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    try {
      if (file != null) {
        file.close();
      }
    } finally {
      for (Path each : written) {
        storage.delete(each);
      }
    }
  }
}
