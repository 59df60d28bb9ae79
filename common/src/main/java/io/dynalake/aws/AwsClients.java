package io.dynalake.aws;

import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/**
 * Clients of AWS, one of a kind per JVM and settings: clients are safe to share, and their
 * connections and credentials are costly. An executor lives longer than its tasks and has no other
 * end than that of its JVM, so that is when they are closed.
 */
public final class AwsClients {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** A page of a filtered scan takes the service a second or so; this is for a dead connection. */
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(30);

  /** Longer than any page takes, filtered ones included, and than the socket's timeout. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(60);

  private static final int MOST_CONNECTIONS = 256;
  private static final Duration SESSION = Duration.ofHours(1);

  private record Key(String kind, Object settings) {}

  private static final Map<Key, AutoCloseable> SHARED = new ConcurrentHashMap<>();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(AwsClients::closeAll, "dynalake-aws-close"));
  }

  private AwsClients() {}

  /** The client for requests that need nothing special. */
  public static DynamoDbClient dynamoDb(AwsSettings settings) {
    return shared("dynamodb", settings, () -> dynamoDbBuilder(settings).build());
  }

  /**
   * The client for requests that their maker tries again, since each attempt must be paid for.
   *
   * @param kind of the client, of no other interceptor
   * @param interceptor of its requests
   */
  public static DynamoDbClient dynamoDbWithoutRetries(
      String kind, AwsSettings settings, Supplier<? extends ExecutionInterceptor> interceptor) {
    return shared(
        kind,
        settings,
        () ->
            dynamoDbBuilder(settings)
                .overrideConfiguration(
                    o ->
                        o.retryStrategy(AwsRetryStrategy.doNotRetry())
                            .apiCallAttemptTimeout(ATTEMPT_TIMEOUT)
                            .addExecutionInterceptor(interceptor.get()))
                .build());
  }

  /** A client to be: with region, endpoint, credentials and the shared connections. */
  public static DynamoDbClientBuilder dynamoDbBuilder(AwsSettings settings) {
    DynamoDbClientBuilder builder =
        configure(DynamoDbClient.builder(), settings).credentialsProvider(credentials(settings));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.httpClient(http());
  }

  /** The client for secrets; the settings' endpoint is that of Secrets Manager. */
  public static SecretsManagerClient secretsManager(AwsSettings settings) {
    return shared(
        "secretsmanager",
        settings,
        () -> {
          SecretsManagerClientBuilder builder =
              configure(SecretsManagerClient.builder(), settings)
                  .credentialsProvider(credentials(settings))
                  .httpClient(http());
          settings.endpoint().ifPresent(builder::endpointOverride);
          return builder.build();
        });
  }

  /**
   * What is shared in this JVM by all who ask for the same kind and settings; made by the first,
   * closed at the end of the JVM.
   */
  @SuppressWarnings("unchecked")
  public static <T extends AutoCloseable> T shared(
      String kind, Object settings, Supplier<T> maker) {
    // Not computeIfAbsent: what is made asks for others that are shared.
    Key key = new Key(kind, settings);
    AutoCloseable found = SHARED.get(key);
    if (found == null) {
      synchronized (SHARED) {
        found = SHARED.get(key);
        if (found == null) {
          found = maker.get();
          SHARED.put(key, found);
        }
      }
    }
    return (T) found;
  }

  /** The settings' credentials; those of a role renew themselves before they expire. */
  public static AwsCredentialsProvider credentials(AwsSettings settings) {
    return settings.roleArn().isPresent()
        ? shared("role", settings, () -> role(settings))
        : shared("credentials", settings.profile(), () -> own(settings));
  }

  private static DefaultCredentialsProvider own(AwsSettings settings) {
    DefaultCredentialsProvider.Builder builder = DefaultCredentialsProvider.builder();
    settings.profile().ifPresent(builder::profileName);
    return builder.build();
  }

  private static StsAssumeRoleCredentialsProvider role(AwsSettings settings) {
    StsClientBuilder sts =
        configure(StsClient.builder(), settings)
            .credentialsProvider(shared("credentials", settings.profile(), () -> own(settings)))
            .httpClient(http());
    settings.stsEndpoint().ifPresent(sts::endpointOverride);
    return StsAssumeRoleCredentialsProvider.builder()
        .stsClient(sts.build())
        .refreshRequest(
            request ->
                request
                    .roleArn(settings.roleArn().orElseThrow())
                    .roleSessionName("dynalake")
                    .externalId(settings.externalId().orElse(null))
                    .durationSeconds((int) SESSION.toSeconds()))
        .build();
  }

  /** Also for clients of other services. */
  public static <B extends AwsClientBuilder<B, C>, C> B configure(B builder, AwsSettings settings) {
    String region =
        Optional.ofNullable(settings.regionOrNull())
            .orElseThrow(
                () ->
                    new JobException(
                        ErrorCode.BUG, "region: the settings were not resolved before use"));
    return builder.region(Region.of(region));
  }

  private static SdkHttpClient http() {
    return shared(
        "http",
        "",
        () ->
            ApacheHttpClient.builder()
                .connectionTimeout(CONNECT_TIMEOUT)
                .socketTimeout(SOCKET_TIMEOUT)
                .maxConnections(MOST_CONNECTIONS)
                .tcpKeepAlive(true)
                .build());
  }

  private static void closeAll() {
    for (AutoCloseable each : SHARED.values()) {
      try {
        each.close();
      } catch (Exception e) {
        // The JVM ends: there is nobody left to tell.
      }
    }
  }
}
