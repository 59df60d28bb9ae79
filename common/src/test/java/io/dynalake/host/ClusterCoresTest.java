package io.dynalake.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class ClusterCoresTest {
  private static long toCome(String... settings) {
    SparkConf conf = new SparkConf(false);
    for (String setting : settings) {
      int equals = setting.indexOf('=');
      conf.set("spark." + setting.substring(0, equals), setting.substring(equals + 1));
    }
    return ClusterCores.toCome(conf);
  }

  @Test
  void countsExecutorsThatWereAskedFor() {
    assertThat(toCome("executor.instances=10", "executor.cores=4")).isEqualTo(40);
    assertThat(toCome("executor.instances=10")).isEqualTo(10);
    assertThat(toCome("executor.instances=10", "executor.cores=4", "cores.max=16")).isEqualTo(16);
    assertThat(toCome("cores.max=6")).isEqualTo(6);
    assertThat(toCome()).isZero();
  }

  @Test
  void countsTheMostThatMayComeWhereTheyComeAsWanted() {
    assertThat(
            toCome(
                "dynamicAllocation.enabled=true",
                "dynamicAllocation.maxExecutors=9",
                "executor.instances=1",
                "executor.cores=4"))
        .isEqualTo(36);
    assertThat(toCome("dynamicAllocation.enabled=true", "executor.cores=4")).isZero();
  }
}
