package io.dynalake.item;

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
}
