package io.dynalake.jobs;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.jobs.metrics.MeterSource;
import io.dynalake.jobs.metrics.RunMeters;
import io.dynalake.jobs.options.CommonArguments;
import io.dynalake.source.KryoRecords;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkContext$;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.SparkSession;
import org.slf4j.MDC;
import scala.Option;

/**
 * The Spark application that a job runs in: the running one where there is one (in Glue, in a
 * notebook); else a new one, on this machine alone unless spark-submit says otherwise. A new one
 * takes about two seconds to start, in which the job opens its input.
 */
public final class SparkStart implements AutoCloseable {
  private static final String SERIALIZER = "spark.serializer";
  private static final String REGISTRATOR = "spark.kryo.registrator";

  /**
   * Names the run in the logs' context, and as a local property of Spark, which brings those of
   * this prefix into the logs' context of tasks.
   */
  static final String RUN = "mdc.run";

  private final Configuration hadoop;
  private final CompletableFuture<JavaSparkContext> context;

  private SparkStart(Configuration hadoop, CompletableFuture<JavaSparkContext> context) {
    this.hadoop = hadoop;
    this.context = context;
  }

  /** Begins to start the application, unless it runs. */
  public static SparkStart begin(String name, RunMeters meters) {
    return begin(name, Map.of(), meters);
  }

  /**
   * Begins to start the application, unless it runs.
   *
   * @param settings for a new one, where nobody else says otherwise
   * @param meters to be shown by its metrics system
   */
  public static SparkStart begin(String name, Map<String, String> settings, RunMeters meters) {
    SparkLine.built().require();
    Option<SparkContext> running = SparkContext$.MODULE$.getActive();
    if (running.isDefined()) {
      // With the configuration that a notebook or Glue script has given it since.
      JavaSparkContext given = JavaSparkContext.fromSparkContext(running.get());
      requireRecords(given.getConf());
      MeterSource.show(meters, given.sc());
      return new SparkStart(given.hadoopConfiguration(), CompletableFuture.completedFuture(given));
    }
    // A shuffle that is sorted in memory writes one file, once, not one per partition first. Hive's
    // jar offers a local file system of its own, which Hadoop would take.
    SparkConf conf =
        new SparkConf()
            .setAppName(name)
            .setIfMissing("spark.master", "local[*]")
            // Kryo takes no records, and would gain nothing: items are shuffled by Spark SQL.
            .set(SERIALIZER, JavaSerializer.class.getName())
            .setIfMissing("spark.shuffle.sort.bypassMergeThreshold", "1")
            .setIfMissing("spark.hadoop.fs.file.impl", LocalFileSystem.class.getName());
    if (JsonLog.isOn()) {
      conf.setIfMissing("spark.executorEnv." + CommonArguments.LOG_FORMAT, "json");
    }
    settings.forEach(conf::setIfMissing);
    CompletableFuture<JavaSparkContext> context = new CompletableFuture<>();
    Thread starting =
        new Thread(
            () -> {
              try {
                SparkContext started = SparkContext.getOrCreate(conf);
                MeterSource.show(meters, started);
                context.complete(JavaSparkContext.fromSparkContext(started));
              } catch (RuntimeException | Error e) {
                context.completeExceptionally(e);
              }
            },
            "spark-start");
    starting.setContextClassLoader(Thread.currentThread().getContextClassLoader());
    starting.start();
    return new SparkStart(SparkHadoopUtil.get().newConfiguration(conf), context);
  }

  private static void requireRecords(SparkConf conf) {
    if (conf.get(SERIALIZER, "").equals(KryoSerializer.class.getName())
        && !conf.get(REGISTRATOR, "").contains(KryoRecords.class.getName())) {
      throw new JobException(
          ErrorCode.USAGE,
          SERIALIZER
              + ": the running Spark application uses Kryo, which takes no records; start it with "
              + REGISTRATOR
              + "="
              + KryoRecords.class.getName()
              + ", or without Kryo");
    }
  }

  /** The configuration of Hadoop's file systems; there at once. */
  public Configuration hadoop() {
    return hadoop;
  }

  /** The application, once it has started. */
  public JavaSparkContext context() {
    try {
      JavaSparkContext started = context.join();
      // Threads of a pool may have no run of their own in their logs' context, but their parent's
      // here.
      Optional.ofNullable(MDC.get(RUN)).ifPresent(run -> started.setLocalProperty(RUN, run));
      return started;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw e;
    }
  }

  /** A session of the application with settings of its own. */
  public SparkSession newSession() {
    return SparkSession.builder().config(context().getConf()).getOrCreate().newSession();
  }

  /** Waits until the start has come to its end, lest it goes on beside what follows the job. */
  @Override
  public void close() {
    try {
      // The application may go on to another run.
      context.join().setLocalProperty(RUN, null);
    } catch (CompletionException | CancellationException e) {
      // Whoever needed the application was told.
      return;
    }
  }
}
