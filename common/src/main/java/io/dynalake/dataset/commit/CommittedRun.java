package io.dynalake.dataset.commit;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A run whose files are in the dataset, as its journal tells. */
public record CommittedRun(
    RunIdentity run,
    WriteMode mode,
    Instant committedAt,
    List<NewFile> files,
    List<String> superseded,
    Map<String, String> details) {
  public CommittedRun {
    files = List.copyOf(files);
    superseded = List.copyOf(superseded);
    details = Map.copyOf(details);
  }
}
