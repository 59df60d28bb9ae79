package io.dynalake.dataset.convert;

import io.dynalake.dataset.commit.NewFile;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a conversion, or one of its tasks, wrote.
 *
 * @param files staged, not yet visible
 * @param refused items that did not fit their columns
 * @param named the first few of them: "key, line n: reason"
 */
public record ConvertResult(List<NewFile> files, long refused, List<String> named)
    implements Serializable {
  public ConvertResult {
    files = List.copyOf(files);
    named = List.copyOf(named);
  }

  public static ConvertResult nothing() {
    return new ConvertResult(List.of(), 0, List.of());
  }

  /** What several tasks wrote. */
  static ConvertResult merged(List<ConvertResult> results) {
    return results.stream().reduce(nothing(), ConvertResult::merge);
  }

  public long items() {
    return files.stream().mapToLong(NewFile::items).sum();
  }

  public long bytes() {
    return files.stream().mapToLong(NewFile::bytes).sum();
  }

  ConvertResult merge(ConvertResult other) {
    List<NewFile> allFiles = new ArrayList<>(files);
    allFiles.addAll(other.files);
    List<String> allNamed = new ArrayList<>(named);
    allNamed.addAll(other.named);
    return new ConvertResult(allFiles, refused + other.refused, allNamed);
  }
}
