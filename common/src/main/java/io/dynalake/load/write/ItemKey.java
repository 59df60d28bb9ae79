package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.dynalake.item.DynamoNumber;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A key as bytes that are equal for equal keys: type, length and value of each attribute. */
final class ItemKey {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

  /** Adds an attribute: its UTF-8, canonical number or bytes. */
  void add(char type, byte[] value) {
    bytes.write(type);
    bytes.write(value.length >> 8);
    bytes.write(value.length);
    bytes.writeBytes(value);
  }

  /**
   * A key as DynamoDB JSON, {@code {"pk":{"S":"a"}}}.
   *
   * @param names of the key attributes
   */
  static byte[] json(byte[] key, List<String> names) {
    JsonStringEncoder encoder = JsonStringEncoder.getInstance();
    StringBuilder json = new StringBuilder(64 + key.length);
    int at = 0;
    for (String name : names) {
      char type = (char) key[at];
      int length = (key[at + 1] & 0xff) << 8 | (key[at + 2] & 0xff);
      byte[] value = Arrays.copyOfRange(key, at + 3, at + 3 + length);
      at += 3 + length;
      json.append(json.isEmpty() ? "{\"" : ",\"").append(encoder.quoteAsString(name));
      json.append("\":{\"").append(type).append("\":\"");
      json.append(
          type == 'B'
              ? Base64.getEncoder().encodeToString(value)
              : new String(encoder.quoteAsString(new String(value, UTF_8))));
      json.append("\"}");
    }
    return json.append('}').toString().getBytes(UTF_8);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** The key of an item that the SDK has read. */
  static byte[] of(Map<String, AttributeValue> item, List<String> keys) {
    ItemKey key = new ItemKey();
    for (String name : keys) {
      AttributeValue value = item.getOrDefault(name, AttributeValue.fromS(""));
      switch (value.type()) {
        case S -> key.add('S', value.s().getBytes(UTF_8));
        case B -> key.add('B', value.b().asByteArray());
        case N -> {
          DynamoNumber number = new DynamoNumber();
          byte[] text = value.n().getBytes(UTF_8);
          number.parse(text, 0, text.length);
          key.add('N', number.toString().getBytes(UTF_8));
        }
        default -> throw new IllegalArgumentException("a key attribute is of no type of a key");
      }
    }
    return key.bytes();
  }
}
