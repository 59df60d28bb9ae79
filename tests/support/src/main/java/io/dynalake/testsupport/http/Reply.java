package io.dynalake.testsupport.http;

/** What a client gets. */
public sealed interface Reply {
  /** The response. */
  record Whole(Response response) implements Reply {}

  /** The head and half of the body; then the connection ends. */
  record Half(Response response) implements Reply {}

  /** Nothing: the connection is reset. */
  record Cut() implements Reply {}
}
