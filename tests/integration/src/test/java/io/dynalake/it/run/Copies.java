package io.dynalake.it.run;

import java.util.List;

/** Spark's speculation, as eager as it can be. */
public final class Copies {
  /** Every task is worth a copy that runs for a moment while an executor is idle. */
  public static final List<String> SPARK_OPTIONS =
      List.of(
          "--conf", "spark.speculation=true",
          "--conf", "spark.speculation.interval=10ms",
          "--conf", "spark.speculation.quantile=0",
          "--conf", "spark.speculation.multiplier=0.01",
          "--conf", "spark.speculation.minTaskRuntime=1ms",
          "--conf", "spark.speculation.task.duration.threshold=1ms",
          "--conf", "spark.speculation.efficiency.enabled=false");

  private Copies() {}
}
