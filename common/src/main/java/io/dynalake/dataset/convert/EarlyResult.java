package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.NewFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What was converted while the items were profiled.
 *
 * @param files staged, of use only if nothing misfits and the schema proves right
 * @param misfits why tasks gave up, one per task
 */
public record EarlyResult(List<NewFile> files, List<String> misfits) implements Serializable {
  public EarlyResult {
    files = List.copyOf(files);
    misfits = List.copyOf(misfits);
  }

  static EarlyResult nothing() {
    return new EarlyResult(List.of(), List.of());
  }

  EarlyResult merge(EarlyResult other) {
    List<NewFile> allFiles = new ArrayList<>(files);
    allFiles.addAll(other.files);
    List<String> allMisfits = new ArrayList<>(misfits);
    allMisfits.addAll(other.misfits);
    return new EarlyResult(allFiles, allMisfits);
  }

  /** As the result of a conversion, which refused nothing. */
  public ConvertResult toConvertResult() {
    return new ConvertResult(files, 0, List.of());
  }
}
