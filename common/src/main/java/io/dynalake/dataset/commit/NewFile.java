package io.dynalake.dataset.commit;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A finished file that waits for its publication; after it, a file of the dataset.
 *
 * @param path relative to the dataset root, with {@code /} between its parts
 * @param items rows in it, {@link #UNCOUNTED} if nobody counted them
 * @param bytes its length
 * @param stagedOrNull where its publisher finds it; absent once it is published
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record NewFile(String path, long items, long bytes, @Nullable String stagedOrNull)
    implements Serializable {
  public static final long UNCOUNTED = -1;

  public NewFile {
    if (path.isEmpty()
        || path.startsWith("/")
        || ("/" + path + "/").contains("/../")
        || path.startsWith(DatasetLayout.DIRECTORY + "/")) {
      throw new IllegalArgumentException("new file '" + path + "': not a path inside the dataset");
    }
    if (items < UNCOUNTED || bytes < 0) {
      throw new IllegalArgumentException(
          "new file '" + path + "': " + items + " items, " + bytes + " bytes");
    }
  }

  /** The partition directory relative to the dataset root; empty if there is none. */
  public String directory() {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  NewFile published() {
    return new NewFile(path, items, bytes, null);
  }
}
