package io.dynalake.jobs.backfill;

import io.dynalake.export.DataFile;
import io.dynalake.export.FullExport;
import io.dynalake.jobs.options.BackfillArguments;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Equal for two runs that would bring the same rows into the dataset. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(FullExport export, BackfillArguments arguments) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      // An export never changes, but its files and manifests may have been copied badly and mended.
      boolean named = !export.exportArn().isEmpty();
      add(digest, named ? export.exportArn() : export.location());
      for (DataFile file : export.files()) {
        add(digest, file.key());
        add(digest, named ? "" : file.md5().orElse("") + file.itemCount());
      }
      add(digest, ofWork(arguments));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Equal for two runs that would make the same rows of the same items. */
  static String ofWork(BackfillArguments arguments) {
    String work =
        String.join(
            "\0",
            arguments.target().partitionBy().toString(),
            arguments.updatedAt().toString(),
            arguments.timeZone().toString(),
            arguments.schema().toString(),
            arguments.sql().toString(),
            arguments.entityBy().toString());
    return arguments.target().iceberg().isPresent()
        ? work + "\0iceberg " + arguments.target().mode()
        : work;
  }

  private static void add(MessageDigest digest, String part) {
    digest.update(part.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }
}
