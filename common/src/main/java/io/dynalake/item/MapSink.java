package io.dynalake.item;

import org.jspecify.annotations.Nullable;

/**
 * Receives the attributes of an item or of an M value, in the order of the text. The names arrive
 * unescaped, as valid UTF-8; a name comes at most once per map, else the sink throws {@link
 * MalformedItemException}.
 */
public interface MapSink {
  /**
   * The sink of the attribute's value, asked once per attribute and called exactly once after that.
   * {@link SkipSink#INSTANCE} discards the value (which is still checked).
   *
   * @param bytes holds the name; a view that is valid during the call only
   */
  ValueSink attribute(byte[] bytes, int offset, int length);

  /**
   * Tries a guess before the name is read: whether the attribute that usually comes next stands
   * here. It does if the bytes from {@code offset} on are its name as it is, unescaped, and the
   * closing quote.
   *
   * @param bytes holds JSON; behind the end of the item it may hold anything
   * @param offset of the first byte behind the opening quote
   * @return what {@link #attribute} would return, with {@link #expectedLength} set; or null, and
   *     {@link #attribute} is to be asked
   */
  default @Nullable ValueSink expected(byte[] bytes, int offset) {
    return null;
  }

  /** Length of the name that was expected and found. */
  default int expectedLength() {
    return 0;
  }
}
