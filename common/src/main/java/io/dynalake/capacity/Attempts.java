package io.dynalake.capacity;

import io.dynalake.aws.AwsFailures;
import java.time.Duration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;

/**
 * Makes a request until it succeeds. The SDK's strategy says what is worth another attempt (it
 * knows every code of throttling) and after which pause; the loop is our own because every attempt
 * needs capacity of its own, and because the SDK's gives up after a few seconds without an
 * endpoint.
 */
public final class Attempts {
  /** One attempt at a request, which may consume what was granted. */
  @FunctionalInterface
  public interface Attempt<T> {
    T make(double granted);
  }

  private final RetryStrategy strategy;
  private final Pace pace;
  private int throttles;
  private int retries;

  public Attempts(Patience patience, Pace pace) {
    BackoffStrategy pauses =
        BackoffStrategy.exponentialDelayHalfJitter(patience.firstPause(), patience.longestPause());
    this.strategy =
        AwsRetryStrategy.standardRetryStrategy().toBuilder()
            .maxAttempts(patience.attempts())
            .backoffStrategy(pauses)
            .throttlingBackoffStrategy(pauses)
            .circuitBreakerEnabled(false)
            .build();
    this.pace = pace;
  }

  /**
   * Makes the request.
   *
   * @param subject for messages
   * @param least capacity units that it costs at least
   * @throws io.dynalake.error.JobException if it fails for good
   */
  public <T> T run(String subject, double least, Attempt<T> attempt) throws InterruptedException {
    throttles = 0;
    retries = 0;
    RetryToken token =
        strategy.acquireInitialToken(AcquireInitialTokenRequest.create(subject)).token();
    while (true) {
      double granted = pace.acquire(least);
      try {
        T result = attempt.make(granted);
        strategy.recordSuccess(RecordSuccessRequest.create(token));
        return result;
      } catch (AbortedException e) {
        throw (InterruptedException) new InterruptedException(subject).initCause(e);
      } catch (SdkException e) {
        RefreshRetryTokenResponse again = refresh(subject, token, e);
        note(e, granted);
        token = again.token();
        Thread.sleep(again.delay().toMillis());
      }
    }
  }

  private RefreshRetryTokenResponse refresh(String subject, RetryToken token, SdkException e) {
    try {
      return strategy.refreshRetryToken(
          RefreshRetryTokenRequest.builder()
              .token(token)
              .failure(e)
              .suggestedDelay(asked(e))
              .build());
    } catch (TokenAcquisitionFailedException refused) {
      throw AwsFailures.of(
          retries == 0 ? subject : subject + ", " + (retries + 1) + " attempts", e);
    }
  }

  /** A request that was throttled has consumed nothing; of any other that is unknown. */
  private void note(SdkException e, double granted) {
    retries++;
    if (e instanceof SdkServiceException service && service.isThrottlingException()) {
      throttles++;
      pace.settle(granted, 0);
      pace.throttled();
    }
  }

  /** The pause that the service asks for, if it does. */
  private static Duration asked(SdkException e) {
    if (e instanceof AwsServiceException service
        && service.awsErrorDetails() != null
        && service.awsErrorDetails().sdkHttpResponse() != null) {
      String seconds =
          service.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After").orElse("");
      if (seconds.matches("\\d{1,3}")) {
        return Duration.ofSeconds(Long.parseLong(seconds));
      }
    }
    return Duration.ZERO;
  }

  /** Throttled attempts of the last request. */
  public int throttles() {
    return throttles;
  }

  /** Attempts of the last request that failed. */
  public int retries() {
    return retries;
  }
}
