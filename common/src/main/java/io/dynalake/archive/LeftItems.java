package io.dynalake.archive;

import io.dynalake.load.LineFile;
import io.dynalake.load.write.Leftovers;
import io.dynalake.load.write.Write;
import io.dynalake.load.write.WriteOutcomes.Kept;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** The items of a task that stay in the table, one a line with the reason; without their values. */
final class LeftItems implements Leftovers {
  private final LineFile lines;

  LeftItems(String folder, String name, Configuration hadoop) {
    lines = new LineFile(folder, name, hadoop);
  }

  @Override
  public void refused(Write write, String reason) throws IOException {
    add(write, reason);
  }

  @Override
  public void kept(Write write, Kept why) throws IOException {
    if (why == Kept.CHANGED) {
      add(write, "it was changed after it was archived");
    }
  }

  private void add(Write write, String reason) throws IOException {
    lines.add(reason, write.origin().file(), write.origin().position());
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
