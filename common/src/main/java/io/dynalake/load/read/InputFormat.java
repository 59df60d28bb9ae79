package io.dynalake.load.read;

import java.io.Serializable;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/** How input files are written, and so how items come of them. Immutable. */
public interface InputFormat extends Serializable {
  /**
   * The files of an input, in the order of their names. Files and folders whose names begin with
   * '_' or '.' are left out.
   *
   * @param from a file, a folder with all folders in it, or a glob
   * @throws io.dynalake.error.JobException INPUT_MISSING if there is none
   */
  default List<InputFile> files(String from, Configuration conf) {
    return InputFiles.find(from, conf);
  }

  /**
   * The format with all that is to be learned from the files before any item is read: what types
   * columns have, and whether options name what no file has.
   *
   * @throws io.dynalake.error.JobException USAGE if they do
   */
  default InputFormat settled(SparkSession spark, List<InputFile> files) {
    return this;
  }

  /** What the user should know of the reading, one line each. */
  default List<String> notices() {
    return List.of();
  }

  /** The same for one who does nothing that lasts before a file was read to its end. */
  default InputFormat verifyingWhileReading() {
    return this;
  }

  /**
   * Opens a file.
   *
   * @throws io.dynalake.export.BadFileException if it is not what it should be, now or while it is
   *     read
   */
  ItemReader open(InputFile file, Configuration conf);

  /**
   * The items of files, lazily: partition i has those of file i, in the order of the file. A file
   * that is damaged fails its task with {@link io.dynalake.export.BadFileException}.
   */
  default JavaRDD<InputItem> items(SparkSession spark, List<InputFile> files) {
    List<InputFile> inputs = List.copyOf(files);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Broadcast<SerializableConfiguration> hadoop =
        context.broadcast(new SerializableConfiguration(spark.sessionState().newHadoopConf()));
    // Numbers, since Kryo takes no records.
    List<Integer> numbers = IntStream.range(0, inputs.size()).boxed().toList();
    return context
        .parallelize(numbers, Math.max(1, inputs.size()))
        .mapPartitions(
            some ->
                some.hasNext()
                    ? inTask(inputs.get(some.next()), hadoop)
                    : Collections.emptyIterator());
  }

  private Iterator<InputItem> inTask(InputFile file, Broadcast<SerializableConfiguration> hadoop) {
    ItemReader reader = open(file, hadoop.value().value());
    TaskCompletionListener closing = ended -> reader.close();
    TaskContext.get().addTaskCompletionListener(closing);
    return reader;
  }
}
