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
  private String unit = "";
  private String detail = "";
  private long totalParts;
  private boolean byBytes;

  public TerminalProgress(PrintStream out, int columns) {
    this.out = out;
    this.columns = columns;
  }

  @Override
  public synchronized void start(String phase, String unit, long parts, long bytes) {
    close();
    this.unit = unit;
    detail = "";
    totalParts = parts;
    byBytes = bytes > 0;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(String.format("%-7s", phase))
            .setInitialMax(byBytes ? bytes : parts)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(200)
            .setConsumer(new DelegatingProgressBarConsumer(this::draw, columns - 1));
    if (byBytes) {
      builder.setUnit(" MB", 1 << 20).showSpeed(new DecimalFormat("0.0"));
    }
    bar = builder.build();
  }

  @Override
  public synchronized void update(long parts, long items, long bytes) {
    if (bar != null) {
      bar.setExtraMessage(
          String.format(
              "  %d/%s  %s  %s", parts, Quantity.count(totalParts, unit), items(items), detail));
      bar.stepTo(Math.max(bar.getCurrent(), byBytes ? bytes : parts));
    }
  }

  @Override
  public synchronized void detail(String text) {
    detail = text;
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
