from pyspark.context import SparkContext


class GlueContext:
    def __init__(self, sparkContext):
        assert isinstance(sparkContext, SparkContext)
        self._jvm = sparkContext._jvm
