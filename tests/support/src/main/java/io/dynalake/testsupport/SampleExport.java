package io.dynalake.testsupport;

import io.dynalake.testsupport.export.ExportWriter;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Writes the sample export of the repository: orders of a shop over ten days in May 2024, as {@code
 * ExportTableToPointInTime} would have written them. The same items each time.
 *
 * <pre>java io.dynalake.testsupport.SampleExport conf/samples/orders-export</pre>
 */
public final class SampleExport {
  private static final int ITEMS = 4_000;
  private static final int FILES = 5;

  /** Tables have partitions without items; their files are empty. */
  private static final int EMPTY_FILE = 2;

  private static final long SEED = 20_240_511;

  private SampleExport() {}

  public static void main(String[] args) throws IOException {
    Path target = Path.of(args.length == 0 ? "conf/samples/orders-export" : args[0]);
    WrittenExport export = write(target);
    System.out.println(export.folder() + ": " + export.itemCount() + " items");
  }

  /** Writes the export below a folder, in the place of the one that was there. */
  public static WrittenExport write(Path target) throws IOException {
    delete(target.resolve("AWSDynamoDB"));
    Random random = new Random(SEED);
    SampleOrders orders = new SampleOrders(random);
    List<List<String>> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(new ArrayList<>());
    }
    for (int i = 0; i < ITEMS; i++) {
      int customer = random.nextInt(900);
      // All items of a partition key lie in one file, as those of a hash range do.
      int file = (customer * 31 + 7) % (FILES - 1);
      file = file < EMPTY_FILE ? file : file + 1;
      files.get(file).add(orders.next(customer, file == FILES - 1).members().toString());
    }
    ExportWriter writer =
        ExportWriter.in(target).id("01715472000318-5e1f0a2b").table("Orders").seed(SEED);
    writer.startTime(Instant.parse("2024-05-12T00:00:00.318Z"));
    files.forEach(writer::file);
    return writer.write();
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
