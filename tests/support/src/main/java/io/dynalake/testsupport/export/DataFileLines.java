package io.dynalake.testsupport.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a data file, made of items that are given as the JSON of their attributes. */
final class DataFileLines {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DataFileLines() {}

  /** In DynamoDB JSON, the items as they are spelled. */
  static List<String> json(List<String> items) {
    return items.stream().map(item -> "{\"Item\":" + item + "}").toList();
  }

  static List<String> ion(List<String> items) throws IOException {
    IonLines ion = new IonLines();
    List<String> lines = new ArrayList<>();
    for (String item : items) {
      String line = new String(ion.item(JSON.readTree(item)), UTF_8);
      lines.add(line.substring(0, line.length() - 1));
    }
    return lines;
  }

  static void write(List<String> lines, OutputStream out, FileQuirk... quirks) throws IOException {
    boolean newline = !Arrays.asList(quirks).contains(FileQuirk.NO_LAST_NEWLINE);
    for (int i = 0; i < lines.size(); i++) {
      out.write(lines.get(i).getBytes(UTF_8));
      if (newline || i < lines.size() - 1) {
        out.write('\n');
      }
    }
  }
}
