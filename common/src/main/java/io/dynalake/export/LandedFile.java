package io.dynalake.export;

import java.io.Serializable;

/**
 * A data file that a scan wrote.
 *
 * @param name in the folder of the data files
 * @param items lines in it
 * @param bytes as stored
 * @param md5 base64 of the MD5 of the stored bytes
 * @param etag as S3 gives it to an upload in one part
 */
public record LandedFile(String name, long items, long bytes, String md5, String etag)
    implements Serializable {
  public LandedFile {
    // A name in paths, which comes from a file.
    if (!name.matches("[a-z2-7]{26}\\.json\\.gz") || items < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "landed file " + Manifest.shown(name) + ", " + items + " items, " + bytes + " bytes");
    }
  }
}
