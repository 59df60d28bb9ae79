package io.dynalake.bench.peer;

import io.dynalake.bench.data.DataSet;
import io.dynalake.bench.data.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/** A query in a Spark of its own. */
public record QueryPeer(QuerySource source, Query query) implements Peer {
  @Override
  public Invocation invocation(Export export, Path output) {
    return SparkPeer.jvm()
        .run(QueryMain.class, source.name(), query.name(), export.folder().toString());
  }

  @Override
  public long items(Path output, String printed) {
    return Printed.number(printed, QueryMain.ITEMS);
  }

  @Override
  public OptionalLong expectedItems(DataSet data) {
    return query == Query.FILTER ? OptionalLong.empty() : OptionalLong.of(data.items());
  }

  @Override
  public Duration work(Path output, String printed) {
    return Duration.ofMillis(Printed.number(printed, QueryMain.MILLIS));
  }
}
