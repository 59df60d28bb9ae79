package io.dynalake.dataset.commit;

import io.dynalake.testsupport.s3.EmbeddedS3;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;

final class S3aDatasetTransactionTest extends DatasetTransactionContract {
  private static final EmbeddedS3 S3 = EmbeddedS3.shared();
  private static final Configuration CONF = configuration();

  private static String bucket = "";
  private static int datasets;

  @BeforeAll
  static void createBucket() {
    bucket = S3.newBucket();
  }

  static Configuration configuration() {
    Configuration conf = new Configuration();
    S3.hadoopConfiguration().forEach(conf::set);
    return conf;
  }

  @Override
  Dataset newDataset() {
    return new Dataset("s3://" + bucket + "/lake/orders" + ++datasets, CONF);
  }

  @Override
  List<String> pendingUploads(Dataset dataset) {
    String prefix = dataset.location().toUri().getPath().substring(1) + "/";
    return S3.pendingUploads(bucket).stream().filter(key -> key.startsWith(prefix)).toList();
  }
}
