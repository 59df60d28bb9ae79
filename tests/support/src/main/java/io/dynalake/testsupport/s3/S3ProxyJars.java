package io.dynalake.testsupport.s3;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Finds what the build collected of S3Proxy. */
final class S3ProxyJars {
  /** Overrides the folder that the build wrote down. */
  static final String PROPERTY = "dynalake.s3proxy.jars";

  private S3ProxyJars() {}

  /** Knows the platform and S3Proxy, and nothing of the application. */
  static URLClassLoader classLoader() throws IOException {
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
          folder
              + ": no jars of S3Proxy; run 'mvn generate-resources -pl tests/s3proxy' or set -D"
              + PROPERTY);
    }
    return new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
  }

  static Path folder() throws IOException {
    String given = System.getProperty(PROPERTY);
    if (given != null) {
      return Path.of(given);
    }
    Properties properties = new Properties();
    try (InputStream in = S3ProxyJars.class.getResourceAsStream("s3proxy.properties")) {
      if (in == null) {
        throw new IOException("s3proxy.properties: not on the class path; build tests/support");
      }
      properties.load(in);
    }
    return Path.of(properties.getProperty("jars")).normalize();
  }
}
