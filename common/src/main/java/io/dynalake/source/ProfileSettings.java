package io.dynalake.source;

import io.dynalake.schema.ProfileOptions;
import java.io.Serializable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an export is profiled.
 *
 * @param options what the profile looks at
 * @param maxBadItems malformed items that a file may have before reading it is given up
 * @param quarantineOrNull folder for the malformed items, one file per data file that has some
 */
public record ProfileSettings(
    ProfileOptions options, long maxBadItems, @Nullable String quarantineOrNull)
    implements Serializable {

  Optional<String> quarantine() {
    return Optional.ofNullable(quarantineOrNull);
  }
}
