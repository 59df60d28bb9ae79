package io.dynalake.testsupport.http;

import java.io.IOException;

/** Answers requests, many at the same time. */
@FunctionalInterface
public interface Exchange {
  Reply answer(Request request) throws IOException, InterruptedException;
}
