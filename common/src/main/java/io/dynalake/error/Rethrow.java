package io.dynalake.error;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Brings what one thread threw to the caller of another. */
public final class Rethrow {
  private Rethrow() {}

  /**
   * Throws it as it is where its type may be, and wrapped where not.
   *
   * @param failure null throws nothing
   */
  public static void io(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    if (failure != null) {
      throw new IOException(failure);
    }
  }
}
