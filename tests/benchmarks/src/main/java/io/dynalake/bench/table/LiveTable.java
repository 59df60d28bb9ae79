package io.dynalake.bench.table;

import io.dynalake.bench.data.Export;
import io.dynalake.testsupport.dynamodb.TableSpec;
import io.dynalake.testsupport.dynamodb.Tables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Orders in DynamoDB Local, which starts when it is first asked for and stops at the end. */
public final class LiveTable implements AutoCloseable {
  /** What the table is called. */
  public static final String NAME = "Orders";

  private static final int THREADS = 4;

  /** The server's code is compiled while it is read for the first times. */
  private static final int WARM_UPS = 2;

  /** Many: for each page, DynamoDB Local goes over more of a segment the larger it is. */
  private static final int WARM_UP_SEGMENTS = 64;

  private final Consumer<String> progress;
  private @Nullable Server server;
  private @Nullable Export content;

  /**
   * A table that is not there yet.
   *
   * @param progress takes a line before the table is filled, and one after that
   */
  public LiveTable(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Where the table is, with these items and no others in it.
   *
   * @param orders whose attributes customerId and orderId are the key
   */
  public URI endpoint(Export orders) throws IOException, InterruptedException {
    Server running = server;
    if (running == null || !orders.equals(content)) {
      close();
      running = Server.start();
      server = running;
      fill(running.endpoint(), orders);
      content = orders;
    }
    return running.endpoint();
  }

  /** CPU time of the server so far. */
  public Duration cpu() {
    return server == null ? Duration.ZERO : server.cpu();
  }

  private void fill(URI endpoint, Export orders) throws IOException, InterruptedException {
    progress.accept("filling a table with " + orders.data().items() + " items");
    long start = System.nanoTime();
    try (Tables tables = Tables.at(endpoint)) {
      tables.create(TableSpec.orders(NAME));
    }
    fill(endpoint, orders.dataFolder());
    for (int i = 0; i < WARM_UPS; i++) {
      long there = BareScan.items(endpoint, NAME, WARM_UP_SEGMENTS);
      if (there != orders.data().items()) {
        throw new IOException(
            "table: it has " + there + " items, not " + orders.data().items() + " as it should");
      }
    }
    progress.accept("filled it in %.0f s".formatted((System.nanoTime() - start) / 1e9));
  }

  /** Puts the items of data files into the table. */
  public static void fill(URI endpoint, Path dataFolder) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> found = Files.list(dataFolder)) {
      files = found.filter(file -> file.toString().endsWith(".gz")).toList();
    }
    try (Calls calls = new Calls(endpoint)) {
      Threads.sum(THREADS, files.stream().map(file -> new Filling(calls, NAME, file)).toList());
    }
  }

  /** Where the table is, on a server of its own, with nothing in it. */
  public URI emptied() throws IOException, InterruptedException {
    close();
    Server running = Server.start();
    server = running;
    content = null;
    try (Tables tables = Tables.at(running.endpoint())) {
      tables.create(TableSpec.orders(NAME));
    }
    return running.endpoint();
  }

  /** Items that are in it. */
  public long items() {
    if (server == null) {
      return 0;
    }
    try {
      return BareScan.items(server.endpoint(), NAME, THREADS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while items were counted", e);
    }
  }

  /** Stops the server, if it runs. */
  @Override
  public void close() throws IOException {
    if (server != null) {
      server.close();
      server = null;
    }
  }
}
