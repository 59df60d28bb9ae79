package io.dynalake.load.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.AttributeType;
import io.dynalake.schema.AttributePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;

/** Reads inputs without Spark, as text that is easily compared. */
final class Inputs {
  static final Configuration CONF = new Configuration(false);

  private Inputs() {}

  static List<InputItem> items(InputFormat format, String from) {
    List<InputItem> items = new ArrayList<>();
    for (InputFile file : format.files(from, CONF)) {
      items.addAll(items(format, file));
    }
    return items;
  }

  static List<InputItem> items(InputFormat format, InputFile file) {
    List<InputItem> items = new ArrayList<>();
    try (ItemReader reader = format.open(file, CONF)) {
      reader.forEachRemaining(items::add);
    }
    return items;
  }

  /** Each item as "position json", or as "position reason ~ raw". */
  static List<String> read(InputFormat format, Path from) {
    return items(format, from.toString()).stream().map(Inputs::text).toList();
  }

  private static String text(InputItem item) {
    return item.position()
        + " "
        + (item.isRefused()
            ? item.refusal() + " ~ " + new String(item.raw(), UTF_8)
            : new String(item.json(), UTF_8));
  }

  /** Types as a user gives them, {@code path=type}. */
  static ItemTypes types(String... pins) {
    ItemTypes types = ItemTypes.ANY;
    for (String pin : pins) {
      int cut = pin.lastIndexOf('=');
      types =
          ItemTypes.parse(AttributePath.parse(pin.substring(0, cut)), pin.substring(cut + 1))
              .orElse(types);
    }
    return types;
  }

  static ItemTypes keys(String name, AttributeType type) {
    return ItemTypes.ofKeys(Map.of(name, type));
  }

  static byte[] gzip(byte[]... members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      for (byte[] member : members) {
        try (OutputStream out = new GZIPOutputStream(bytes)) {
          out.write(member);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
