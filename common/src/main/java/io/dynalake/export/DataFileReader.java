package io.dynalake.export;

import io.dynalake.aws.Locations;
import io.dynalake.disk.LocalDisk;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.LineParser;
import io.dynalake.item.MalformedItemException;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads the items of one data file, and verifies the file on the way. */
public final class DataFileReader implements Closeable {
  private static final int INPUT_BUFFER = 64 << 10;
  private static final int BLOCK = 256 << 10;

  /** DynamoDB writes none; a hand-made file may end in one; a bomb may have billions. */
  private static final long MOST_BLANK_LINES = 1_000;

  private final DataFile file;
  private final ItemConsumer consumer;
  private final ReadOptions options;
  private final LineParser parser;
  private final BadItems badItems;
  private final long promised;
  private final StoredBytes stored;
  private final CountedInput decoded;
  private final LineBlocks blocks;
  private long reported;
  private long items;
  private long bad;
  private long blank;
  private long line;
  private long nextLine = 1;
  private int known;
  private long nextKnown;
  private boolean givenUp;
  private boolean ended;

  private DataFileReader(
      DataFile file, StoredBytes stored, ItemConsumer consumer, ReadOptions options)
      throws IOException {
    this.file = file;
    this.stored = stored;
    this.consumer = consumer;
    this.options = options;
    this.parser = file.lines().parser();
    this.badItems = new BadItems(file.key());
    this.promised = file.itemCount().orElse(Long.MAX_VALUE);
    this.nextKnown = options.knownBadLine(0);
    InputStream decoder = decoder(stored);
    this.decoded =
        new CountedInput(options.ahead() ? new AheadInput(decoder, file.key()) : decoder);
    this.blocks = new LineBlocks(decoded, BLOCK);
  }

  /**
   * Gives the items of a data file to a consumer, in the order of the file. Gzip, of one member or
   * many, is known by its content; a file whose name does not end in .gz may be plain text. Blank
   * lines are passed over, and counted as lines but not as items.
   *
   * @throws BadFileException if the file is missing, is not or not whole gzip, has another MD5 or
   *     another number of items than promised. Mostly this shows only at the end: so whatever the
   *     consumer got is to be discarded
   * @throws JobException SERVICE if the file system fails; the consumer's own exceptions come with
   *     the line added
   */
  public static FileCounts read(
      DataFile file, Configuration hadoopConf, ItemConsumer consumer, ReadOptions options) {
    try (DataFileReader reader = open(file, hadoopConf, consumer, options)) {
      while (reader.readBlock()) {
        // All of it.
      }
      return reader.counts();
    }
  }

  /** Opens a data file, to be read block by block; what {@link #read} says holds here too. */
  public static DataFileReader open(
      DataFile file, Configuration hadoopConf, ItemConsumer consumer, ReadOptions options) {
    MessageDigest digest = options.verifyMd5() && file.md5OrNull() != null ? Manifest.md5() : null;
    StoredBytes stored = new StoredBytes(openStored(file, hadoopConf), file.location(), digest);
    try {
      return new DataFileReader(file, stored, consumer, options);
    } catch (IOException e) {
      stored.close();
      throw bad(file, reason(e));
    } catch (RuntimeException e) {
      stored.close();
      throw e;
    }
  }

  /**
   * Gives the items of the next block of lines to the consumer.
   *
   * @return false at the end of the file, when it is verified, or when reading was given up because
   *     of too many bad items
   */
  public boolean readBlock() {
    if (ended) {
      return false;
    }
    boolean more;
    try {
      more = blocks.next(nextLine) && readLines();
      options.progress().accept(stored.count() - reported);
      reported = stored.count();
    } catch (IOException e) {
      throw bad(reason(e));
    }
    if (!more) {
      ended = true;
      if (!givenUp) {
        verify();
      }
    }
    return more;
  }

  /** What was read so far. */
  public FileCounts counts() {
    return new FileCounts(items, bad, stored.count(), decoded.count());
  }

  /** Number of the line that is or was last read, from 1. */
  public long line() {
    return line;
  }

  @Override
  public void close() {
    try {
      blocks.close();
    } catch (IOException e) {
      throw new JobException(
          ErrorCode.SERVICE, file.location() + ": could not be closed; " + e.getMessage(), e);
    } finally {
      stored.close();
    }
  }

  private void verify() {
    if (items + bad < promised && file.itemCountOrNull() != null) {
      throw bad("it has " + (items + bad) + " items, but the manifest promises " + promised);
    }
    if (options.verifyMd5() && file.md5OrNull() != null) {
      String md5 = stored.md5();
      if (!md5.equals(file.md5OrNull())) {
        throw bad(
            "its MD5 is "
                + md5
                + ", but the manifest says "
                + Manifest.shown(file.md5().orElse("")));
      }
    }
  }

  private static InputStream openStored(DataFile file, Configuration hadoopConf) {
    Path path = new Path(file.location());
    if (file.size() < 0) {
      throw missing(file);
    }
    FileSystem fileSystem = Locations.fileSystem(path, hadoopConf);
    // Hadoop's checksummed view of the local disk copies every byte once more, and trusts .crc
    // files that nobody wrote for an export.
    FileSystem raw = LocalDisk.raw(fileSystem);
    try {
      return raw.open(path, INPUT_BUFFER);
    } catch (FileNotFoundException e) {
      throw missing(file);
    } catch (IOException e) {
      throw new Storage(raw).failure(path, e);
    }
  }

  private static BadFileException missing(DataFile file) {
    return new BadFileException(
        file.key(),
        "the manifest lists this file, but it is not there; it should be at " + file.location(),
        ErrorCode.INPUT_MISSING);
  }

  private InputStream decoder(StoredBytes stored) throws IOException {
    if (stored.beginsWithGzip()) {
      return new GunzipInput(stored);
    }
    if (file.key().endsWith(".gz")) {
      throw bad(stored.count() == 0 ? "it is empty, not even gzip" : "it is not gzip");
    }
    return new PlainInput(stored);
  }

  private BadFileException bad(String reason) {
    return bad(file, reason);
  }

  private static BadFileException bad(DataFile file, String reason) {
    return new BadFileException(file.key(), reason, ErrorCode.BAD_DATA);
  }

  /** Returns whether to go on. */
  private boolean readLines() {
    line = blocks.firstLine();
    try {
      boolean wanted = blocks.overlong() ? overlong() : readItems();
      nextLine = blocks.overlong() ? line + 1 : line;
      consumer.endBlock();
      return wanted;
    } catch (BadFileException e) {
      throw e;
    } catch (JobException e) {
      throw new JobException(e.code(), e.getMessage() + atLine(), e);
    } catch (UncheckedIOException e) {
      throw new JobException(ErrorCode.SERVICE, e.getMessage() + atLine(), e);
    } catch (RuntimeException e) {
      throw new JobException(ErrorCode.BUG, e + atLine(), e);
    }
  }

  private String atLine() {
    return " (line " + line + " of " + file.key() + ")";
  }

  private boolean readItems() {
    byte[] block = blocks.bytes();
    int end = blocks.end();
    int start = blocks.start();
    while (start < end) {
      int next;
      if (block[start] != '{' && parser.isBlank(block, start)) {
        next = behindLine(block, start);
        blankLine();
      } else {
        requirePromised();
        if (line == nextKnown) {
          next = behindLine(block, start);
          skipKnown();
        } else {
          try {
            next = parser.parseLine(block, start, consumer.beginItem());
            consumer.endItem(block, start, next - 1);
            items++;
          } catch (MalformedItemException e) {
            next = behindLine(block, start);
            if (!drop(badItems.of(line, reason(e), block, start, next - 1, true))) {
              return false;
            }
          }
        }
      }
      start = next;
      line++;
    }
    return true;
  }

  private boolean overlong() {
    requirePromised();
    if (line == nextKnown) {
      skipKnown();
      return true;
    }
    String reason = "the line is longer than " + (LineBlocks.MAX_LINE >> 20) + " MB";
    byte[] block = blocks.bytes();
    return drop(badItems.of(line, reason, block, blocks.start(), blocks.end(), false));
  }

  private void skipKnown() {
    bad++;
    nextKnown = options.knownBadLine(++known);
  }

  private boolean drop(BadItem item) {
    consumer.dropItem(item);
    bad++;
    givenUp = bad > options.maxBadItems();
    return !givenUp;
  }

  private static String reason(Exception e) {
    return String.valueOf(e.getMessage());
  }

  /** Before an item is read: more items than promised are not worth reading, maybe a gzip bomb. */
  private void requirePromised() {
    if (items + bad >= promised) {
      throw bad("it has more items than the " + promised + " that the manifest promises");
    }
  }

  private void blankLine() {
    if (++blank > MOST_BLANK_LINES) {
      throw bad("it has more than " + MOST_BLANK_LINES + " blank lines");
    }
  }

  private static int behindLine(byte[] block, int start) {
    int i = start;
    while (block[i] != '\n') {
      i++;
    }
    return i + 1;
  }
}
