package io.dynalake.compare;

import io.dynalake.load.read.InputFile;
import io.dynalake.load.read.InputFormat;
import io.dynalake.load.read.InputItem;
import io.dynalake.load.read.ItemReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import scala.Tuple2;

/**
 * Reads the items of samples in one file once more, as far as the last of them.
 *
 * @param samples their numbers by the positions of their items
 */
record FetchTask(Side side, InputFormat format, InputFile file, SortedMap<Long, Integer> samples)
    implements Serializable {

  FetchTask {
    samples = new TreeMap<>(samples);
  }

  List<Tuple2<Integer, Fetched>> run(Configuration conf) {
    List<Tuple2<Integer, Fetched>> found = new ArrayList<>();
    try (ItemReader reader = format.open(file, conf)) {
      while (found.size() < samples.size() && reader.hasNext()) {
        InputItem item = reader.next();
        @Nullable Integer sample = samples.get(item.position());
        if (sample != null) {
          found.add(new Tuple2<>(sample, new Fetched(side, item)));
        }
      }
    }
    return found;
  }

  /** Tasks for the items of samples, by file. */
  static List<FetchTask> of(ComparedInput input, Side side, Map<Integer, Place> places) {
    Map<Integer, SortedMap<Long, Integer>> byFile = new TreeMap<>();
    places.forEach(
        (sample, place) ->
            byFile
                .computeIfAbsent(place.file(), file -> new TreeMap<>())
                .put(place.position(), sample));
    return byFile.entrySet().stream()
        .map(
            entry ->
                new FetchTask(
                    side, input.format(), input.files().get(entry.getKey()), entry.getValue()))
        .toList();
  }

  /** An item of a sample: a class, for Kryo. */
  static final class Fetched implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Side side;
    private final InputItem item;

    Fetched(Side side, InputItem item) {
      this.side = side;
      this.item = item;
    }

    Side side() {
      return side;
    }

    InputItem item() {
      return item;
    }
  }
}
