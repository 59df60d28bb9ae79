// dynalake compare: whether two inputs hold the same items. The parameters of the Glue job are the options.
import com.amazonaws.services.glue.GlueContext
import com.amazonaws.services.glue.util.{GlueArgParser, Job}
import io.dynalake.jobs.Dynalake
import org.apache.spark.SparkContext
import scala.collection.JavaConverters._

object GlueApp {
  def main(sysArgs: Array[String]): Unit = {
    val args = GlueArgParser.getResolvedOptions(sysArgs, Array("JOB_NAME"))
    val glue = new GlueContext(SparkContext.getOrCreate())
    Job.init(args("JOB_NAME"), glue, args.asJava)
    Dynalake.run("compare" +: sysArgs: _*)
    Job.commit()
  }
}
