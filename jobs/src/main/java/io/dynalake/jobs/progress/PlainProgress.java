package io.dynalake.jobs.progress;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** A line every ten seconds and at the end of each phase, for logs. */
public final class PlainProgress implements Progress {
  private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

  private final Consumer<String> out;
  private final LongSupplier nanoTime;

  private String phase = "";
  private String unit = "";
  private String detail = "";
  private long totalParts;
  private long totalBytes;
  private long parts;
  private long items;
  private long bytes;
  private long started;
  private long lastLine;

  /**
   * @param out takes lines
   */
  public PlainProgress(Consumer<String> out) {
    this(out, System::nanoTime);
  }

  PlainProgress(Consumer<String> out, LongSupplier nanoTime) {
    this.out = out;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void start(String phase, String unit, long parts, long bytes) {
    close();
    this.phase = phase;
    this.unit = unit;
    detail = "";
    totalParts = parts;
    totalBytes = bytes;
    this.parts = 0;
    items = 0;
    this.bytes = 0;
    started = nanoTime.getAsLong();
    lastLine = started;
  }

  @Override
  public synchronized void update(long parts, long items, long bytes) {
    this.parts = Math.max(this.parts, parts);
    this.items = Math.max(this.items, items);
    this.bytes = Math.max(this.bytes, bytes);
    long now = nanoTime.getAsLong();
    if (!phase.isEmpty() && now - lastLine >= INTERVAL) {
      lastLine = now;
      double seconds = (now - started) / 1e9;
      out.accept(line(seconds) + remaining(seconds));
    }
  }

  @Override
  public synchronized void detail(String text) {
    detail = text;
  }

  @Override
  public synchronized void note(String text) {
    out.accept(text);
  }

  @Override
  public synchronized void close() {
    if (phase.isEmpty()) {
      return;
    }
    double seconds = (nanoTime.getAsLong() - started) / 1e9;
    out.accept(line(seconds) + ", done in " + Quantity.seconds(seconds));
    phase = "";
  }

  private String line(double seconds) {
    StringBuilder line = new StringBuilder(phase).append(": ");
    line.append(Quantity.count(parts)).append(" of ").append(Quantity.count(totalParts, unit));
    if (items > 0) {
      line.append(", ").append(Quantity.count(items, "item"));
    }
    if (bytes > 0 && seconds > 0) {
      line.append(", ").append(Quantity.bytes(bytes));
      line.append(" (").append(Quantity.bytes((long) (bytes / seconds))).append("/s)");
    }
    return detail.isEmpty() ? line.toString() : line + ", " + detail;
  }

  private String remaining(double seconds) {
    if (bytes == 0 || totalBytes <= bytes) {
      return "";
    }
    return ", " + Quantity.seconds(seconds * (totalBytes - bytes) / bytes) + " left";
  }
}
