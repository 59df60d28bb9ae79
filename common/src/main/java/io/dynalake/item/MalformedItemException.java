package io.dynalake.item;

/** An item that cannot be taken. The message is the reason, without file and line. */
public final class MalformedItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  public MalformedItemException(String reason) {
    // No stack trace: thrown once per bad item, in the loop over items.
    super(reason, null, false, false);
    this.reason = reason;
  }

  /** The message: short, without any value of the item. */
  public String reason() {
    return reason;
  }
}
