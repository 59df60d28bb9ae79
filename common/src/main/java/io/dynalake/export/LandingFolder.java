package io.dynalake.export;

import java.io.Serializable;
import java.net.URI;
import org.apache.hadoop.fs.Path;

/**
 * Where things lie in a landing. The export's part is laid out as the service does; what else a
 * scan needs to know of itself is in {@code _dynalake} beside it.
 *
 * @param root URI of the landing
 * @param exportId name of the export's folder
 */
public record LandingFolder(String root, String exportId) implements Serializable {
  private static final String OWN = "_dynalake";

  static Path plan(Path root) {
    return new Path(root, OWN + "/scan.json");
  }

  Path records() {
    return new Path(root, OWN + "/segments");
  }

  Path record(int segment) {
    return new Path(records(), segment + ".json");
  }

  Path export() {
    return new Path(root, "AWSDynamoDB/" + exportId);
  }

  Path data() {
    return new Path(export(), "data");
  }

  /** The bucket, or "" where there is none. */
  String bucket() {
    URI uri = new Path(root).toUri();
    String scheme = String.valueOf(uri.getScheme());
    return scheme.startsWith("s3") && uri.getAuthority() != null ? uri.getAuthority() : "";
  }

  /** The part of keys before {@code AWSDynamoDB}, without a slash at its end; "" for none. */
  String prefix() {
    return bucket().isEmpty() ? "" : new Path(root).toUri().getPath().replaceAll("^/+|/+$", "");
  }

  /** The key of something in the export's folder, as the manifests name it. */
  String key(String name) {
    String prefix = prefix();
    return (prefix.isEmpty() ? "" : prefix + "/") + "AWSDynamoDB/" + exportId + "/" + name;
  }
}
