package io.dynalake.testsupport.jars;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The jars of a server, which a module of the build collects.
 *
 * @param module the name of the module below tests, such as "s3proxy"
 */
public record CollectedJars(String module) {
  /** Starts a server by reflection. */
  @FunctionalInterface
  public interface Start<T> {
    T in(URLClassLoader loader) throws ReflectiveOperationException, IOException;
  }

  /** The system property that overrides the folder which the build wrote down. */
  public String property() {
    return "dynalake.jars." + module;
  }

  /** Starts the server in a class loader that knows the platform and these jars alone. */
  public <T> T start(Start<T> start) {
    // JDBC looks for drivers once, with the loader of that moment; ours are to be found.
    var unused = DriverManager.drivers();
    ClassLoader callers = Thread.currentThread().getContextClassLoader();
    try {
      URLClassLoader loader = classLoader();
      // Its threads inherit the loader; its service look-ups must not find the application's.
      Thread.currentThread().setContextClassLoader(loader);
      return start.in(loader);
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException(module + " does not start: " + cause(e), e);
    } finally {
      Thread.currentThread().setContextClassLoader(callers);
    }
  }

  URLClassLoader classLoader() throws IOException {
    Path folder = folder();
    List<URL> urls = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, "*.jar")) {
        for (Path jar : jars) {
          urls.add(jar.toUri().toURL());
        }
      }
    }
    if (urls.isEmpty()) {
      throw new IOException(
          "%s: no jars; run 'mvn generate-resources -pl tests/%s' or set -D%s"
              .formatted(folder, module, property()));
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  /** Where the jars are. */
  public Path folder() throws IOException {
    String given = System.getProperty(property());
    if (given != null) {
      return Path.of(given);
    }
    Properties properties = new Properties();
    try (InputStream in = CollectedJars.class.getResourceAsStream("collected.properties")) {
      if (in == null) {
        throw new IOException("collected.properties: not on the class path; build tests/support");
      }
      properties.load(in);
    }
    String folder = properties.getProperty(module);
    if (folder == null) {
      throw new IOException(module + ": no such module in collected.properties");
    }
    return Path.of(folder).normalize();
  }

  /** What a reflective call really failed of. */
  public static Throwable cause(Exception e) {
    Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
    return cause == null ? e : cause;
  }
}
