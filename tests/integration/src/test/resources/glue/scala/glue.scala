// Stand-ins for those classes of AWS Glue that the scripts use, by its documentation: its libraries
// are in no public repository.
package com.amazonaws.services.glue {

  import org.apache.spark.SparkContext
  import org.apache.spark.sql.SparkSession

  class GlueContext(@transient val sc: SparkContext) {
    def getSparkSession: SparkSession = SparkSession.builder().getOrCreate()
  }

  package util {

    object Job {
      private val calls = new java.util.ArrayList[String]

      def init(jobName: String, glueContext: GlueContext, args: java.util.Map[String, String]): Unit = {
        require(!glueContext.sc.isStopped, "the application has ended")
        require(args.get("JOB_NAME") == jobName, "the arguments are those of another job")
        calls.add("init " + jobName)
      }

      def commit(): Unit = calls.add("commit")

      /** What was called so far, and forgets it. */
      def taken(): java.util.List[String] = {
        val all = new java.util.ArrayList(calls)
        calls.clear()
        all
      }
    }

    object GlueArgParser {
      /** The values of these options, each of which must be there; others are left alone. */
      def getResolvedOptions(args: Array[String], options: Array[String]): Map[String, String] =
        options.map { name =>
          val at = args.indexOf("--" + name)
          require(at >= 0 && at + 1 < args.length, "argument --" + name + " is required")
          name -> args(at + 1)
        }.toMap
    }
  }
}
