package io.dynalake.load.write;

import java.io.ByteArrayInputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpRequest;

/**
 * Gives a request the body that was written for it, before the SDK signs it: so items that are
 * DynamoDB JSON already are neither decoded nor encoded again.
 */
final class RequestBodies implements ExecutionInterceptor {
  /** The body of a request. */
  static final ExecutionAttribute<byte[]> BODY = new ExecutionAttribute<>("DynalakeRequestBody");

  private static final String TYPE = "application/x-amz-json-1.0";

  @Override
  public SdkHttpRequest modifyHttpRequest(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    byte @Nullable [] body = attributes.getAttribute(BODY);
    return body == null
        ? context.httpRequest()
        : context.httpRequest().toBuilder()
            .putHeader("Content-Length", Integer.toString(body.length))
            .build();
  }

  @Override
  public Optional<RequestBody> modifyHttpContent(
      Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
    byte @Nullable [] body = attributes.getAttribute(BODY);
    return body == null
        ? context.requestBody()
        : Optional.of(
            RequestBody.fromContentProvider(
                () -> new ByteArrayInputStream(body), body.length, TYPE));
  }
}
