package io.dynalake.bench;

/** A benchmark that cannot be run or finished; the message says why. */
final class BenchException extends RuntimeException {
  BenchException(String message) {
    super(message);
  }
}
