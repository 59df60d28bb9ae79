package io.dynalake.testsupport.s3;

import java.net.URI;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Clients of the embedded S3 server. */
public final class S3Clients {
  private S3Clients() {}

  /** A client of the server at this endpoint, or behind it. */
  public static S3Client at(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.US_EAST_1)
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(EmbeddedS3.ACCESS_KEY, EmbeddedS3.SECRET_KEY)))
        // The JDK's client takes a body that ends early for whole, and gets out of step where the
        // server answers before a body is sent.
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }
}
