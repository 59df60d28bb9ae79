package io.dynalake.testsupport.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How the lines of one data file are written, each with its end. */
public interface LineFormat {
  byte[] item(JsonNode item) throws IOException;

  byte[] change(
      JsonNode keys, long writeMicros, @Nullable JsonNode before, @Nullable JsonNode after)
      throws IOException;
}
