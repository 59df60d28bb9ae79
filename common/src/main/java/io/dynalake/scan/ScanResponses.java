package io.dynalake.scan;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Takes the items out of a Scan's response before the SDK sees it, so that what the service wrote
 * is neither decoded nor encoded again: signing, LastEvaluatedKey and consumed capacity stay the
 * SDK's work. A response whose checksum, length or form is wrong fails as one to be asked for
 * again.
 */
final class ScanResponses implements ExecutionInterceptor {
  /** Where a request gets its items from. */
  static final ExecutionAttribute<Taken> TAKEN = new ExecutionAttribute<>("DynalakeTakenItems");

  /** A page has 1 MB of data; escapes and long numbers make its text longer, but not that much. */
  private static final int MOST_BYTES = 256 << 20;

  private static final String CHECKSUM = "x-amz-crc32";

  /** What was taken out of the last response of a request. */
  static final class Taken {
    private @Nullable ResponseBody body;
    private long bytes;

    ItemSpans items() {
      if (body == null) {
        throw new IllegalStateException("no response came");
      }
      return body.items();
    }

    /** Of the response, as sent. */
    long bytes() {
      return bytes;
    }
  }

  @Override
  public SdkHttpResponse modifyHttpResponse(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    SdkHttpResponse response = context.httpResponse();
    Taken taken = attributes.getAttribute(TAKEN);
    if (taken == null || !response.isSuccessful()) {
      return response;
    }
    try (InputStream in = context.responseBody().orElse(InputStream.nullInputStream())) {
      byte[] sent = in.readNBytes(MOST_BYTES);
      requireChecksum(response, sent);
      byte[] text = gzipped(response) ? unzip(sent) : sent;
      taken.body = ResponseBody.parse(text, text.length);
      taken.bytes = sent.length;
    } catch (IOException | DamagedResponseException e) {
      throw RetryableException.create("the response was damaged on its way: " + e.getMessage(), e);
    }
    return response.toBuilder()
        .removeHeader(CHECKSUM)
        .removeHeader("Content-Encoding")
        .removeHeader("Content-Length")
        .build();
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Taken taken = attributes.getAttribute(TAKEN);
    if (taken == null || taken.body == null || !context.httpResponse().isSuccessful()) {
      return context.responseBody();
    }
    return Optional.of(new ByteArrayInputStream(taken.body.withoutItems()));
  }

  /** The service's checksum is of what it sent, compressed or not. */
  private static void requireChecksum(SdkHttpResponse response, byte[] sent) throws IOException {
    String promised = response.firstMatchingHeader(CHECKSUM).orElse("");
    if (promised.isEmpty()) {
      return;
    }
    CRC32 checksum = new CRC32();
    checksum.update(sent);
    if (!promised.equals(Long.toString(checksum.getValue()))) {
      throw new IOException(
          CHECKSUM + " says " + promised + ", but what came has " + checksum.getValue());
    }
  }

  private static boolean gzipped(SdkHttpResponse response) {
    return response.firstMatchingHeader("Content-Encoding").filter("gzip"::equals).isPresent();
  }

  private static byte[] unzip(byte[] sent) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(sent), 64 << 10)) {
      byte[] text = in.readNBytes(MOST_BYTES);
      if (text.length == MOST_BYTES) {
        throw new IOException("it unpacks to more than " + MOST_BYTES + " bytes");
      }
      return text;
    }
  }
}
