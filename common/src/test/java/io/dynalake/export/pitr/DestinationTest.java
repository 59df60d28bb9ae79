package io.dynalake.export.pitr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.error.JobException;
import io.dynalake.export.pitr.Destination.Encryption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
  @ParameterizedTest
  @CsvSource({
    "s3://lake, lake, ''",
    "s3a://lake/, lake, ''",
    "s3n://lake/raw//, lake, raw",
    "' s3://my.lake-1//raw/of all/ ', my.lake-1, raw/of all"
  })
  void readsBucketAndPrefix(String location, String bucket, String prefix) {
    assertThat(Destination.of(location, null, new Encryption.S3Managed()))
        .isEqualTo(new Destination(bucket, prefix, null, new Encryption.S3Managed()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/raw", "hdfs://host/raw", "s3://", "s3:///raw", "lake/raw"})
  void refusesWhatIsNotInS3(String location) {
    assertThatThrownBy(() -> Destination.of(location, null, new Encryption.S3Managed()))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("DynamoDB exports to S3 only");
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901", "1234567890123", "owner"})
  void refusesWhatIsNoAccount(String owner) {
    assertThatThrownBy(() -> Destination.of("s3://lake", owner, new Encryption.S3Managed()))
        .hasMessageContaining("an account has twelve digits");
  }
}
