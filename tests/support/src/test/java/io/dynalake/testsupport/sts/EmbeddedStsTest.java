package io.dynalake.testsupport.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.testsupport.dynamodb.Tables;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

final class EmbeddedStsTest {
  private static final String ROLE = "arn:aws:iam::210987654321:role/reader";

  private static StsClient client(EmbeddedSts sts) {
    return StsClient.builder()
        .endpointOverride(sts.endpoint())
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(Tables.CREDENTIALS)
        .httpClientBuilder(ApacheHttpClient.builder())
        .build();
  }

  private static AssumeRoleRequest request(String externalId) {
    return AssumeRoleRequest.builder()
        .roleArn(ROLE)
        .roleSessionName("dynalake")
        .externalId(externalId)
        .build();
  }

  @Test
  void handsOutCredentialsThatExpire() throws InterruptedException {
    try (EmbeddedSts sts = EmbeddedSts.start(Duration.ofMillis(1_500));
        StsClient client = client(sts)) {
      Credentials credentials = client.assumeRole(request("a b&c")).credentials();

      assertThat(sts.accepts(credentials.accessKeyId())).isTrue();
      assertThat(sts.accepts("another")).isFalse();
      assertThat(credentials.accessKeyId()).matches("ASIA[A-Z2-7]{16}");
      AssumedRole role = sts.assumed().get(0);
      assertThat(role.roleArn()).isEqualTo(ROLE);
      assertThat(role.externalId()).hasValue("a b&c");
      assertThat(credentials.expiration()).isEqualTo(role.expiration());
      while (!Instant.now().isAfter(role.expiration())) {
        Thread.sleep(20);
      }
      assertThat(sts.accepts(credentials.accessKeyId())).isFalse();
    }
  }

  @Test
  void refusesARoleWithoutItsExternalId() {
    try (EmbeddedSts sts = EmbeddedSts.start(Duration.ofMinutes(15));
        StsClient client = client(sts)) {
      sts.require(ROLE, "right");
      assertThatThrownBy(() -> client.assumeRole(request("wrong")))
          .isInstanceOfSatisfying(
              StsException.class, e -> assertThat(e.statusCode()).isEqualTo(403))
          .hasMessageContaining("not authorized to perform: sts:AssumeRole");
      assertThat(sts.assumed()).isEmpty();
      assertThat(client.assumeRole(request("right")).credentials()).isNotNull();
    }
  }

  @Test
  void makesAProviderOfCredentialsRefreshThem() {
    try (EmbeddedSts sts = EmbeddedSts.start(Duration.ofSeconds(30));
        StsClient client = client(sts);
        StsAssumeRoleCredentialsProvider provider =
            StsAssumeRoleCredentialsProvider.builder()
                .stsClient(client)
                .refreshRequest(request("right"))
                .build()) {
      // The provider takes credentials for stale a minute before they expire.
      String first = provider.resolveCredentials().accessKeyId();
      assertThat(provider.resolveCredentials().accessKeyId()).isNotEqualTo(first);
      assertThat(sts.assumed()).hasSizeGreaterThanOrEqualTo(2);
    }
  }
}
