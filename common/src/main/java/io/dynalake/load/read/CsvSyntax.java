package io.dynalake.load.read;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How CSV is written.
 *
 * @param quoteOrNull around values with delimiters or line ends in them, itself doubled inside
 * @param nullTextOrNull what stands, without quotes, for a value that is null
 * @param encoding of files that do not begin with a byte order mark
 * @param header the attributes' names; empty: the first record of each file has them
 */
public record CsvSyntax(
    char delimiter,
    @Nullable Character quoteOrNull,
    @Nullable String nullTextOrNull,
    String encoding,
    List<String> header)
    implements Serializable {
  public CsvSyntax {
    header = List.copyOf(header);
    boolean clash = quoteOrNull != null && quoteOrNull == delimiter;
    if (clash || delimiter == '\n' || delimiter == '\r') {
      throw new IllegalArgumentException("delimiter U+" + Integer.toHexString(delimiter));
    }
  }

  Charset charset() {
    return Charset.forName(encoding);
  }

  boolean isNull(String value, boolean quoted) {
    return !quoted && value.equals(nullTextOrNull);
  }
}
