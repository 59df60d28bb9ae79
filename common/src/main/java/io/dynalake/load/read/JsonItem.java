package io.dynalake.load.read;

import io.dynalake.item.DynamoJsonSink;
import io.dynalake.item.MalformedItemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** Makes DynamoDB JSON of plain JSON. For one thread. */
final class JsonItem {
  // Refuses what is malformed, which Jackson does only in part.
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final DynamoJsonSink written = new DynamoJsonSink();
  private final JsonValues json;
  private final ItemTypes types;

  JsonItem(ItemTypes types, Empties empties) {
    this.json = new JsonValues(new TypedValues(), empties);
    this.types = types;
  }

  /**
   * The item of an object in plain JSON.
   *
   * @throws MalformedItemException if it is none, or if a value cannot be what it is to be
   */
  byte[] item(byte[] bytes, int start, int end) {
    String text;
    try {
      text = utf8.decode(ByteBuffer.wrap(bytes, start, end - start)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedItemException("not valid UTF-8");
    }
    json.item(text, types, written.beginItem());
    written.endItem();
    return written.toBytes();
  }
}
