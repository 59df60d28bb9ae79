package io.dynalake.jobs.progress;

import java.io.PrintStream;
import java.text.DecimalFormat;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar per phase, with files, items, MB/s and the time left. */
public final class TerminalProgress implements Progress {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final int columns;

  private @Nullable ProgressBar bar;
  private long totalFiles;
  private boolean byBytes;

  public TerminalProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public synchronized void start(String phase, long files, long bytes) {
    close();
    totalFiles = files;
    byBytes = bytes > 0;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(String.format("%-7s", phase))
            .setInitialMax(byBytes ? bytes : files)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1));
    if (byBytes) {
      builder.setUnit(" MB", 1 << 20).showSpeed(new DecimalFormat("0.0"));
    }
    bar = builder.build();
  }

  @Override
  public synchronized void update(long files, long items, long bytes) {
    if (bar != null) {
      bar.setExtraMessage(
          String.format("  %d/%s  %s", files, Quantity.count(totalFiles, "file"), items(items)));
      bar.stepTo(Math.max(bar.getCurrent(), byBytes ? bytes : files));
    }
  }

  @Override
  public synchronized void note(String text) {
    draw(text);
    out.println();
  }

  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      out.println();
    }
  }

  /** Called by the bar's thread, too: a PrintStream writes one string at a time. */
  private void draw(String text) {
    out.print(CLEAR_LINE + text);
    out.flush();
  }

  private static String items(long items) {
    return items == 0 ? "" : Quantity.count(items, "item");
  }
}
