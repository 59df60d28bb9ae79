package io.dynalake.export;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;

/**
 * Finds what the keys of a manifest mean where the export lies now. Keys are relative to the root
 * of the bucket that the export was written to; exports get copied, so only the part from the last
 * {@code AWSDynamoDB/} on counts. Keys without that are relative to the manifest. Whatever a
 * manifest says, the result lies in the export's folder, or is a file in the folder {@code data}
 * beside it that incremental exports share.
 */
final class ExportKeys {
  private static final String ROOT = "AWSDynamoDB";
  private static final String SHARED = "data";
  private static final Pattern URI_START = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:/.*");

  /** Dots and slashes escaped as in URIs: nobody needs them, and something may decode them. */
  private static final Pattern ESCAPED =
      Pattern.compile("%(2e|2f|5c|25|00)", Pattern.CASE_INSENSITIVE);

  private final Path folder;
  private final String arnId;
  private final boolean incremental;

  /**
   * @param arnId id from the export's ARN, which holds when the folder was renamed, or ""
   */
  ExportKeys(Path folder, String arnId, boolean incremental) {
    this.folder = folder;
    this.arnId = arnId;
    this.incremental = incremental;
  }

  /** Whether a folder holds files of other exports too, maybe of years. */
  boolean isShared(Path dataFolder) {
    return incremental
        && dataFolder.getName().equals(SHARED)
        && !folder.equals(dataFolder.getParent());
  }

  /** The folder's name, unless the folder was copied to another place under another name. */
  String exportId() {
    Path parent = folder.getParent();
    boolean inPlace = parent != null && parent.getName().equals(ROOT);
    return inPlace || arnId.isEmpty() ? folder.getName() : arnId;
  }

  /**
   * The place of a key.
   *
   * @throws JobException BAD_DATA if the key leads out of the export
   */
  Path resolve(String key) {
    if (key.isEmpty()) {
      throw outside(key, "it is empty");
    }
    if (key.startsWith("/")) {
      throw outside(key, "it is an absolute path");
    }
    if (URI_START.matcher(key).matches()) {
      throw outside(key, "it is a URI, maybe of another bucket");
    }
    if (key.indexOf('\\') >= 0 || key.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
      throw outside(key, "it has a backslash or a control character");
    }
    if (ESCAPED.matcher(key).find()) {
      throw outside(key, "it has escaped dots, slashes or percent signs");
    }
    List<String> names = Arrays.asList(key.split("/", -1));
    if (names.contains("..") || names.contains(".")) {
      throw outside(key, "it has the name . or ..");
    }
    int root = names.lastIndexOf(ROOT);
    Path base = folder;
    if (incremental
        && root >= 0
        && root == names.size() - 3
        && names.get(root + 1).equals(SHARED)) {
      base = above(key);
      names = names.subList(root + 1, names.size());
    } else if (root >= 0) {
      String id = root + 1 < names.size() ? names.get(root + 1) : "";
      if (!id.equals(folder.getName()) && (arnId.isEmpty() || !id.equals(arnId))) {
        throw outside(key, "it belongs to another export");
      }
      names = names.subList(root + 2, names.size());
    }
    if (names.isEmpty() || names.contains("")) {
      throw outside(key, "it names no file");
    }
    URI uri = base.toUri();
    String path = uri.getPath().equals("/") ? "" : uri.getPath();
    return new Path(uri.getScheme(), uri.getAuthority(), path + "/" + String.join("/", names));
  }

  private Path above(String key) {
    Path parent = folder.getParent();
    if (parent == null) {
      throw outside(key, "the export lies at the root, so there is no folder beside it");
    }
    return parent;
  }

  private JobException outside(String key, String why) {
    return new JobException(
        ErrorCode.BAD_DATA,
        folder
            + ": its manifest names a file outside the export, \""
            + Manifest.shown(key)
            + "\": "
            + why
            + "; nothing was read; do not trust this export");
  }
}
