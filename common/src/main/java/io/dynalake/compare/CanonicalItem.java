package io.dynalake.compare;

import io.dynalake.item.ItemLine;
import io.dynalake.item.MalformedItemException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is compared of an item: its key, and a digest of the attributes that count. Read item by
 * item; not safe for threads.
 */
final class CanonicalItem {
  private final CompareRules rules;
  private final byte[][] keyNames;
  private final CanonicalSink sink;
  private final ItemLine line = new ItemLine();
  private final MessageDigest sha256;
  private byte[] key = {};
  private long high;
  private long low;

  CanonicalItem(CompareRules rules) {
    this.rules = rules;
    keyNames =
        rules.keys().stream()
            .map(name -> name.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    sink = new CanonicalSink(rules.ignored(), rules.nulls());
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads an item.
   *
   * @param json its attributes as DynamoDB JSON
   * @throws MalformedItemException with the reason, without values, if it has no such key
   */
  void read(byte[] json) {
    line.parse(json, sink.beginItem());
    sink.endItem();
    key = readKey();
    sha256.update(sink.bytes(), 0, sink.length());
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest());
    high = digest.getLong();
    low = digest.getLong();
  }

  private byte[] readKey() {
    CanonicalKey read = new CanonicalKey();
    for (int i = 0; i < keyNames.length; i++) {
      int attribute = sink.find(keyNames[i]);
      if (attribute < 0) {
        throw new MalformedItemException(
            "it has no attribute " + rules.keys().get(i) + ", which is a key");
      }
      if (!read.add(sink.value(attribute))) {
        throw new MalformedItemException(
            "its attribute "
                + rules.keys().get(i)
                + " is no key; a key is a string, a number or binary, and not empty");
      }
    }
    return read.bytes();
  }

  /** The key of the item that was read last, as {@link CanonicalKey} has it. */
  byte[] key() {
    return key;
  }

  /** The first 64 of the 128 bits of the digest. */
  long digestHigh() {
    return high;
  }

  long digestLow() {
    return low;
  }

  /** The canonical values of the attributes that count, by name. */
  Map<String, byte[]> attributes() {
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (int i = 0; i < sink.attributes(); i++) {
      attributes.put(sink.name(i), sink.value(i));
    }
    return attributes;
  }
}
