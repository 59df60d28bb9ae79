package io.dynalake.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With a class path that lacks one jar. */
class MissingDriverTest {
  @ParameterizedTest
  @CsvSource({
    "sqlite-jdbc, ledger.db, org/sqlite/",
    "postgresql, jdbc:postgresql://host/db, org/postgresql/"
  })
  void saysWhichDriverIsMissing(String jar, String uri, String missing, @TempDir Path folder)
      throws Exception {
    String place = uri.contains(":") ? uri : folder.resolve(uri).toString();
    try (URLClassLoader loader = without(jar)) {
      assertThatThrownBy(() -> open(loader, place))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("its driver is not on the class path; " + missing)
          .hasMessageContaining("use dynalake.jar, which has it, or another ledger");
    }
  }

  @Test
  void opensWithAllJars(@TempDir Path folder) throws Exception {
    try (URLClassLoader loader = without("nothing")) {
      try (AutoCloseable ledger = open(loader, folder.resolve("ledger.db").toString())) {
        assertThat(ledger).hasToString("ledger " + folder.resolve("ledger.db"));
      }
    }
  }

  private static AutoCloseable open(URLClassLoader loader, String uri) throws Exception {
    Method open =
        loader
            .loadClass(Ledgers.class.getName())
            .getMethod("open", String.class, Duration.class, Consumer.class);
    Consumer<String> notes = note -> {};
    return (AutoCloseable) open.invoke(null, uri, Duration.ofMillis(1), notes);
  }

  private static URLClassLoader without(String jar) throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
      if (!Path.of(path).getFileName().toString().startsWith(jar)) {
        urls.add(Path.of(path).toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }
}
