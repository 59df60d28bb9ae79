package io.dynalake.jobs.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import org.apache.spark.SparkContext;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.Iterator;

/**
 * The metrics of the last run of an application, for the sinks of Spark's metrics system on the
 * driver: CSV, JMX, Graphite, the Prometheus servlet. A plugin would have to be named before the
 * application starts, which Glue and notebooks do themselves; a source can come later.
 */
public final class MeterSource implements Source {
  private static final Logger LOG = LoggerFactory.getLogger(MeterSource.class);
  private static final String NAME = "dynalake";

  private final MetricRegistry registry = new MetricRegistry();

  private MeterSource(RunMeters meters) {
    for (Metric metric : Metric.values()) {
      Gauge<Double> gauge = () -> meters.values().getOrDefault(metric, 0.0);
      registry.register(metric.title(), gauge);
    }
  }

  /** Shows a run's metrics from now on, and after it, until another run's are shown. */
  public static void show(RunMeters meters, SparkContext spark) {
    try {
      MetricsSystem system = spark.env().metricsSystem();
      Iterator<Source> earlier = system.getSourcesByName(NAME).iterator();
      while (earlier.hasNext()) {
        system.removeSource(earlier.next());
      }
      system.registerSource(new MeterSource(meters));
    } catch (RuntimeException | LinkageError e) {
      // No run is to fail for it, wherever Spark is another one than expected.
      LOG.warn("Spark's metrics system does not take the run's metrics", e);
    }
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
