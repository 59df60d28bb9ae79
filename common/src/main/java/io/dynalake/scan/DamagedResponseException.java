package io.dynalake.scan;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A response that did not arrive as it was sent: to be asked for again. */
final class DamagedResponseException extends UncheckedIOException {
  private static final long serialVersionUID = 1L;

  DamagedResponseException(String message) {
    super(message, new IOException(message));
  }
}
