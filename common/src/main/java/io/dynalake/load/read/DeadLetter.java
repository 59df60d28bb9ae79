package io.dynalake.load.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * An item that a load did not write: {@code {"reason":…,"file":…,"position":…,"Item":{…}}}, or with
 * {@code "raw":"text"} for an item that never was one.
 *
 * @param item the text of the item's object; empty if there is none
 * @param raw empty if there is an item
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record DeadLetter(String reason, byte[] item, byte[] raw) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};

  /** The dead letter in a line; empty if it holds none. */
  static Optional<DeadLetter> of(byte[] block, int start, int end) {
    byte[] line = Arrays.copyOfRange(block, start, end);
    String reason = "";
    byte[] item = NOTHING;
    byte[] raw = NOTHING;
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("reason") && value == JsonToken.VALUE_STRING) {
          reason = json.getText();
        } else if (name.equals("raw") && value == JsonToken.VALUE_STRING) {
          raw = json.getText().getBytes(StandardCharsets.UTF_8);
        } else if (name.equals("Item") && value == JsonToken.START_OBJECT) {
          int from = (int) json.currentTokenLocation().getByteOffset();
          json.skipChildren();
          int last = (int) json.currentTokenLocation().getByteOffset();
          item = Arrays.copyOfRange(line, from, last + 1);
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    boolean found = !reason.isEmpty() && (item.length > 0 || raw.length > 0);
    return found ? Optional.of(new DeadLetter(reason, item, raw)) : Optional.empty();
  }
}
