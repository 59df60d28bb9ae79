package io.dynalake.item;

/**
 * Receives one attribute value: one call of a scalar method, or one begin–end pair with the
 * elements between. All byte ranges are views that are valid during the call only. A sink that
 * cannot take a value throws {@link MalformedItemException}, which drops the whole item.
 *
 * <p>An abstract class, not an interface: virtual calls are a little cheaper than interface calls
 * in the parser's loop.
 */
public abstract class ValueSink {
  /** S: the text as valid, unescaped UTF-8. */
  public abstract void string(byte[] bytes, int offset, int length);

  /** N: a number that the parser owns and reuses. */
  public abstract void number(DynamoNumber number);

  /** B: the decoded bytes. */
  public abstract void binary(byte[] bytes, int offset, int length);

  public abstract void bool(boolean value);

  /** NULL. */
  public abstract void nullValue();

  /** L: the sink that receives every element in turn. */
  public abstract ValueSink beginList();

  public abstract void endList();

  /** M: the sink that receives the attributes. */
  public abstract MapSink beginMap();

  public abstract void endMap();

  /**
   * SS, NS or BS: the sink that receives every element, in the order of the text, through {@link
   * #string}, {@link #number} or {@link #binary}. The parser has checked that the elements differ.
   */
  public abstract ValueSink beginSet(AttributeType type);

  public abstract void endSet();
}
