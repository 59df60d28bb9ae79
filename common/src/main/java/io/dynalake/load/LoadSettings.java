package io.dynalake.load;

import io.dynalake.capacity.RateTarget;
import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.write.Connection;
import io.dynalake.load.write.IfExists;
import java.util.List;

/**
 * What is loaded, and how.
 *
 * @param files in the order in which they count: of two items of one key the later one does
 * @param deadLetters folder for items that cannot be written
 * @param requestsAtOnce of each task
 */
public record LoadSettings(
    InputFormat format,
    List<InputFile> files,
    Connection to,
    IfExists ifExists,
    RateTarget rate,
    String deadLetters,
    int requestsAtOnce) {
  public LoadSettings {
    files = List.copyOf(files);
  }
}
