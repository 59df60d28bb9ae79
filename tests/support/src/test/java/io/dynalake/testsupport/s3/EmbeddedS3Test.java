package io.dynalake.testsupport.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.testsupport.jars.CollectedJars;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class EmbeddedS3Test {
  private static final CollectedJars JARS = new CollectedJars("s3proxy");

  private static int status(URI uri) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void startsInThisJvmAndStops() throws Exception {
    URI endpoint;
    try (EmbeddedS3 server = EmbeddedS3.start()) {
      endpoint = server.endpoint();
      server.createBucket("lake");
      assertThat(status(endpoint.resolve("/lake"))).as("without credentials").isEqualTo(403);
      assertThat(server.pendingUploads("lake")).isEmpty();
      assertThat(server.newBucket()).isNotEqualTo(server.newBucket());
      assertThat(server.hadoopConfiguration())
          .containsEntry("fs.s3a.endpoint", endpoint.toString())
          .containsEntry("fs.s3a.path.style.access", "true");
      assertThat(server.sparkSubmitArguments())
          .containsSequence("--conf", "spark.hadoop.fs.s3a.endpoint=" + endpoint);
    }
    assertThatThrownBy(() -> status(endpoint)).isInstanceOf(ConnectException.class);
  }

  @Test
  void runsAsAProcessUntilItsInputEnds() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-D" + JARS.property() + "=" + JARS.folder(),
                "-cp",
                Objects.requireNonNull(System.getProperty("java.class.path")),
                EmbeddedS3.class.getName(),
                "0",
                "lake")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      URI endpoint = URI.create(Objects.requireNonNull(out.readLine()));
      assertThat(status(endpoint.resolve("/lake"))).isEqualTo(403);
      process.getOutputStream().close();
      assertThat(process.waitFor()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }
}
