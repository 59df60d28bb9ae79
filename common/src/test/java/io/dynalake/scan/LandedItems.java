package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.export.DataFile;
import io.dynalake.export.Exports;
import io.dynalake.export.FullExport;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Reads a landing as any reader of exports would. */
final class LandedItems {
  private static final ObjectMapper JSON = new ObjectMapper();

  private LandedItems() {}

  /** The items of the export at a location, whose counts and checksums are verified. */
  static List<Value.MapOf> in(String location, Configuration hadoop) {
    FullExport export = Exports.open(location, hadoop);
    List<Value.MapOf> items = new ArrayList<>();
    for (DataFile file : export.files()) {
      List<Value.MapOf> some = in(file, hadoop);
      if (some.size() != file.itemCount().orElseThrow()) {
        throw new AssertionError(file + " has " + some.size() + " items");
      }
      items.addAll(some);
    }
    return items;
  }

  private static List<Value.MapOf> in(DataFile file, Configuration hadoop) {
    Path path = new Path(file.location());
    List<Value.MapOf> items = new ArrayList<>();
    try (InputStream in = path.getFileSystem(hadoop).open(path)) {
      byte[] stored = in.readAllBytes();
      String md5 =
          Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(stored));
      if (!md5.equals(file.md5().orElseThrow())) {
        throw new AssertionError(file + " has MD5 " + md5);
      }
      String text =
          new String(
              new GZIPInputStream(new java.io.ByteArrayInputStream(stored)).readAllBytes(), UTF_8);
      for (String line : text.split("\n", -1)) {
        if (!line.isEmpty()) {
          JsonNode item = JSON.readTree(line).path("Item");
          items.add(Value.parseItem(item.toString()));
        }
      }
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    return items;
  }
}
