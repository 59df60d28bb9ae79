package io.dynalake.export.pitr;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An export as it is asked for.
 *
 * @param tableArn full ARN; the service takes no name
 */
public record ExportRequest(
    String tableArn, ExportKind kind, Format format, Destination destination) {
  private static final int TOKEN_DIGITS = 40;

  /** Of the data files. */
  public enum Format {
    DYNAMODB_JSON,
    ION
  }

  /**
   * A ClientToken: equal for the same request of the same run and different for every other, so
   * that asking again is no second export. The service remembers it for eight hours after the
   * export's end; {@link PitrExports#startedBefore} finds the export by it for ninety days.
   */
  public String token(String runId) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((runId + "\n" + this).getBytes(StandardCharsets.UTF_8));
      return "dynalake-" + HexFormat.of().formatHex(digest.digest()).substring(0, TOKEN_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  String tableName() {
    return tableArn.substring(tableArn.lastIndexOf('/') + 1);
  }
}
