package io.dynalake.compare;

import io.dynalake.compare.FetchTask.Fetched;
import io.dynalake.host.ClusterCores;
import io.dynalake.load.read.InputItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds what the samples of differences are about, of which the merge knows no more than where
 * their items are. The two items of a key meet in a task, so the driver sees neither.
 */
final class SampleReader {
  private final JavaSparkContext spark;
  private final Map<Side, ComparedInput> inputs;
  private final CompareRules rules;
  private final SampleSettings settings;

  SampleReader(
      JavaSparkContext spark,
      Map<Side, ComparedInput> inputs,
      CompareRules rules,
      SampleSettings settings) {
    this.spark = spark;
    this.inputs = Map.copyOf(inputs);
    this.rules = rules;
    this.settings = settings;
  }

  List<SampledDifference> read(List<Sample> samples, SerializableConfiguration conf) {
    Map<Integer, Explanation> explained = explain(samples, conf);
    return IntStream.range(0, samples.size())
        .mapToObj(i -> told(samples.get(i), explained.getOrDefault(i, Explanation.NOTHING)))
        .toList();
  }

  private Map<Integer, Explanation> explain(List<Sample> samples, SerializableConfiguration conf) {
    List<FetchTask> tasks = new ArrayList<>();
    for (Side side : Side.values()) {
      tasks.addAll(FetchTask.of(input(side), side, places(samples, side)));
    }
    if (tasks.isEmpty()) {
      return Map.of();
    }
    Broadcast<SerializableConfiguration> hadoop = spark.broadcast(conf);
    CompareRules how = rules;
    SampleSettings told = settings;
    return spark
        .parallelize(IntStream.range(0, tasks.size()).boxed().toList(), tasks.size())
        .flatMapToPair(i -> tasks.get(i).run(hadoop.value().value()).iterator())
        .groupByKey(Math.min(tasks.size(), ClusterCores.of(spark)))
        .mapValues(fetched -> explain(fetched, how, told))
        .collectAsMap();
  }

  private static Explanation explain(
      Iterable<Fetched> fetched, CompareRules rules, SampleSettings settings) {
    @Nullable InputItem left = null;
    @Nullable InputItem right = null;
    for (Fetched each : fetched) {
      left = each.side() == Side.LEFT ? each.item() : left;
      right = each.side() == Side.RIGHT ? each.item() : right;
    }
    return Explanation.of(left, right, rules, settings);
  }

  /** Where the items lie that say more than their keys. */
  private Map<Integer, Place> places(List<Sample> samples, Side side) {
    Map<Integer, Place> places = new HashMap<>();
    for (int i = 0; i < samples.size(); i++) {
      Sample sample = samples.get(i);
      boolean known =
          sample.difference() == Difference.MISSING || sample.difference() == Difference.EXTRA;
      if (!known || settings.showsValues()) {
        int number = i;
        sample.place(side).ifPresent(place -> places.put(number, place));
      }
    }
    return places;
  }

  private SampledDifference told(Sample sample, Explanation why) {
    List<String> names = sample.key().length == 0 ? List.of() : rules.keys();
    return new SampledDifference(
        sample.difference(),
        CanonicalKey.json(names, sample.key()),
        found(sample, Side.LEFT),
        found(sample, Side.RIGHT),
        why.attributes(),
        why.more(),
        why.reason());
  }

  private SampledDifference.Found found(Sample sample, Side side) {
    return sample
        .place(side)
        .map(
            place ->
                new SampledDifference.Found(
                    sample.copies(side),
                    input(side).files().get(place.file()).name(),
                    place.position()))
        .orElse(new SampledDifference.Found(0, "", 0));
  }

  private ComparedInput input(Side side) {
    ComparedInput input = inputs.get(side);
    if (input == null) {
      throw new IllegalArgumentException("there is no input on the " + side);
    }
    return input;
  }
}
