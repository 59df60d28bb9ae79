package io.dynalake.jobs.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells runs apart. */
public final class Identity {
  private Identity() {}

  /** A fingerprint that is equal for equal facts. */
  public static String of(String... facts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String all = String.join("\0", facts);
      return HexFormat.of().formatHex(digest.digest(all.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
