package io.dynalake.load.read;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/** An item of an input, or why there is none. A class, since Kryo takes no records. */
public final class InputItem implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};

  private final String file;
  private final long position;
  private final byte[] json;
  private final String refusal;
  private final byte[] raw;

  private InputItem(String file, long position, byte[] json, String refusal, byte[] raw) {
    this.file = file;
    this.position = position;
    this.json = json;
    this.refusal = refusal;
    this.raw = raw;
  }

  static InputItem of(InputFile file, long position, byte[] json) {
    return new InputItem(file.location(), position, json, "", NOTHING);
  }

  /**
   * @param reason without values of the item
   * @param raw the input's own text
   */
  static InputItem refused(InputFile file, long position, String reason, byte[] raw) {
    return new InputItem(file.location(), position, NOTHING, reason, raw);
  }

  /** Location of the file. */
  public String file() {
    return file;
  }

  /** Where it is in the file, from 1: its line in text, its number in Parquet or a JSON array. */
  public long position() {
    return position;
  }

  public boolean isRefused() {
    return !refusal.isEmpty();
  }

  /** The object of attributes in one line, {@code {"pk":{"S":"a"},…}}; empty if refused. */
  public byte[] json() {
    return json;
  }

  /** Why there is no item, without any values of it; "" if there is one. */
  public String refusal() {
    return refusal;
  }

  /** Of a refused item the input's own text: its line or record, or its row as JSON. */
  public byte[] raw() {
    return raw;
  }

  @Override
  public String toString() {
    byte[] text = isRefused() ? raw : json;
    return file + ":" + position + ": " + refusal + new String(text, StandardCharsets.UTF_8);
  }
}
