# dynalake compare: whether two inputs hold the same items. The parameters of the Glue job are the options.
import sys

from awsglue.context import GlueContext
from awsglue.job import Job
from awsglue.utils import getResolvedOptions
from pyspark.context import SparkContext

args = getResolvedOptions(sys.argv, ["JOB_NAME"])
spark = SparkContext.getOrCreate()
job = Job(GlueContext(spark))
job.init(args["JOB_NAME"], args)
spark._jvm.io.dynalake.jobs.Dynalake.run("compare", sys.argv[1:])
job.commit()
