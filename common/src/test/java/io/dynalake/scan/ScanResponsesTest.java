package io.dynalake.scan;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.dynalake.aws.AwsSettings;
import io.dynalake.aws.TableName;
import io.dynalake.capacity.Patience;
import io.dynalake.error.JobException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Responses as no service gives them, and as the real one does and DynamoDB Local does not. */
class ScanResponsesTest {
  private static final String GOOD =
      "{\"ScannedCount\":2,\"Items\":[{\"pk\":{\"S\":\"a\"}},{\"pk\":{\"S\":\"b\"}}],\"Count\":2}";

  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  private record Answer(byte[] body, long checksum, String encoding) {
    static Answer of(String text) {
      byte[] body = text.getBytes(UTF_8);
      return new Answer(body, crc(body), "");
    }

    Answer damaged() {
      return new Answer(body, checksum ^ 1, encoding);
    }

    Answer zipped() {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
        gzip.write(body);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return new Answer(zipped.toByteArray(), crc(zipped.toByteArray()), "gzip");
    }

    private static long crc(byte[] body) {
      CRC32 crc = new CRC32();
      crc.update(body);
      return crc.getValue();
    }
  }

  private final Deque<Answer> answers = new ArrayDeque<>();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    System.setProperty("aws.accessKeyId", "embedded");
    System.setProperty("aws.secretAccessKey", "embedded");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().add("x-amz-crc32", Long.toString(answer.checksum()));
          if (!answer.encoding().isEmpty()) {
            exchange.getResponseHeaders().add("Content-Encoding", answer.encoding());
          }
          exchange.sendResponseHeaders(200, answer.body().length);
          exchange.getResponseBody().write(answer.body());
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private ScanEngineContract.Scanned scan(Answer... given) throws Exception {
    answers.addAll(List.of(given));
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ScanEngine engine =
        new SdkScanEngine(
            AwsSettings.DEFAULT.withRegion("eu-central-1").withEndpoint(endpoint),
            new Patience(3, Duration.ofMillis(1), Duration.ofMillis(5)));
    return ScanEngineContract.scan(engine, ScanRequest.of(new TableName("Orders")), 1);
  }

  @Test
  void asksAgainForAResponseWithAnotherChecksum() throws Exception {
    ScanEngineContract.Scanned scanned = scan(Answer.of(GOOD).damaged(), Answer.of(GOOD));
    assertThat(scanned.items).hasSize(2);
    assertThat(scanned.retries).isEqualTo(1);
  }

  @Test
  void asksAgainForAResponseThatHasFewerItemsThanItSays() throws Exception {
    Answer short1 = Answer.of(GOOD.replace(",{\"pk\":{\"S\":\"b\"}}", ""));
    ScanEngineContract.Scanned scanned = scan(short1, Answer.of(GOOD));
    assertThat(scanned.items).hasSize(2);
    assertThat(scanned.retries).isEqualTo(1);
  }

  @Test
  void unpacksWhatTheServiceSendsCompressedAndChecksItAsSent() throws Exception {
    ScanEngineContract.Scanned scanned =
        scan(Answer.of(GOOD).zipped().damaged(), Answer.of(GOOD).zipped());
    assertThat(scanned.items).hasSize(2);
    assertThat(scanned.retries).isEqualTo(1);
  }

  @Test
  void failsWhereResponsesStayDamaged() {
    assertThatThrownBy(() -> scan(Answer.of(GOOD.substring(0, GOOD.length() - 20))))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("segment 0 of 1, 3 attempts")
        .hasMessageContaining("the response was damaged on its way: response: it was cut");
  }

  @Test
  void doesNotGoInCirclesWithAnEndpointThatGivesTheSamePageAgain() {
    String circle =
        GOOD.substring(0, GOOD.length() - 1) + ",\"LastEvaluatedKey\":{\"pk\":{\"S\":\"b\"}}}";
    assertThatThrownBy(() -> scan(Answer.of(circle)))
        .isInstanceOf(JobException.class)
        .hasMessageContaining("the service gave the same page twice");
  }
}
