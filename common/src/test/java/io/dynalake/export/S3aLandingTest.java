package io.dynalake.export;

import io.dynalake.testsupport.s3.EmbeddedS3;
import org.apache.hadoop.conf.Configuration;

final class S3aLandingTest extends LandingContract {
  private static final EmbeddedS3 S3 = EmbeddedS3.shared();
  private static final Configuration CONF = configuration();

  private static Configuration configuration() {
    Configuration conf = new Configuration();
    S3.hadoopConfiguration().forEach(conf::set);
    return conf;
  }

  @Override
  String newLocation() {
    return "s3://" + S3.newBucket() + "/lake/landing";
  }

  @Override
  Configuration hadoop() {
    return CONF;
  }

  @Override
  boolean firstStays() {
    return false;
  }
}
