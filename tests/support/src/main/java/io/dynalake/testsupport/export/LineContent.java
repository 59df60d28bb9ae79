package io.dynalake.testsupport.export;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the decoded bytes of a data file, which may be many. */
@FunctionalInterface
public interface LineContent {
  void writeTo(OutputStream out) throws IOException;
}
