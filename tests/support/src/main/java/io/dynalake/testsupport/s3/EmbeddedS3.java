package io.dynalake.testsupport.s3;

import io.dynalake.testsupport.jars.CollectedJars;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An S3 server that keeps its data in memory (S3Proxy, {@code transient-nio2}). It runs in a class
 * loader that sees nothing of the application, as its dependencies clash with Spark's.
 *
 * <p>It outlives the clients that a test kills: start it in the JVM of the test and give {@link
 * #hadoopConfiguration} to the process under test, or start it as a process with {@link #main}.
 */
public final class EmbeddedS3 implements AutoCloseable {
  public static final String ACCESS_KEY = "embedded-access";
  public static final String SECRET_KEY = "embedded-secret";

  private static final AtomicInteger BUCKETS = new AtomicInteger();

  private final URLClassLoader loader;
  private final Object store;
  private final Object server;
  private final URI endpoint;

  private EmbeddedS3(URLClassLoader loader, Object store, Object server, URI endpoint) {
    this.loader = loader;
    this.store = store;
    this.server = server;
    this.endpoint = endpoint;
  }

  private static final class Shared {
    static final EmbeddedS3 SERVER = start();

    private Shared() {}
  }

  /** The server that all tests of this JVM share; never closed. Use {@link #newBucket} with it. */
  public static EmbeddedS3 shared() {
    return Shared.SERVER;
  }

  /** A server on a free port of the loopback interface. */
  public static EmbeddedS3 start() {
    return start(0);
  }

  /** A server on this port of the loopback interface. */
  public static EmbeddedS3 start(int port) {
    return new CollectedJars("s3proxy").start(loader -> start(loader, port));
  }

  private static EmbeddedS3 start(URLClassLoader loader, int port)
      throws ReflectiveOperationException {
    quiet(loader);
    Object store =
        loader
            .loadClass("org.gaul.s3proxy.nio2blob.TransientNio2BlobStore")
            .getConstructor()
            .newInstance();
    Class<?> authentication = loader.loadClass("org.gaul.s3proxy.auth.AuthenticationType");
    Object builder = loader.loadClass("org.gaul.s3proxy.S3Proxy").getMethod("builder").invoke(null);
    call(builder, "blobStore", loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore"), store);
    call(builder, "endpoint", URI.class, URI.create("http://127.0.0.1:" + port));
    builder
        .getClass()
        .getMethod("awsAuthentication", authentication, String.class, String.class)
        .invoke(
            builder,
            authentication.getMethod("valueOf", String.class).invoke(null, "AWS_V2_OR_V4"),
            ACCESS_KEY,
            SECRET_KEY);
    call(builder, "ignoreUnknownHeaders", boolean.class, true);
    Object server = builder.getClass().getMethod("build").invoke(builder);
    server.getClass().getMethod("start").invoke(server);
    int bound = (Integer) server.getClass().getMethod("getPort").invoke(server);
    return new EmbeddedS3(loader, store, server, URI.create("http://127.0.0.1:" + bound));
  }

  /** Logback's default writes every request to the output of the test. */
  private static void quiet(ClassLoader loader) throws ReflectiveOperationException {
    Object root =
        loader
            .loadClass("org.slf4j.LoggerFactory")
            .getMethod("getLogger", String.class)
            .invoke(null, "ROOT");
    Class<?> level = loader.loadClass("ch.qos.logback.classic.Level");
    root.getClass().getMethod("setLevel", level).invoke(root, level.getField("WARN").get(null));
  }

  private static void call(Object target, String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    target.getClass().getMethod(method, type).invoke(target, argument);
  }

  public URI endpoint() {
    return endpoint;
  }

  /** What S3A needs to reach this server, for any Hadoop configuration. */
  public Map<String, String> hadoopConfiguration() {
    Map<String, String> conf = new TreeMap<>();
    conf.put("fs.s3a.endpoint", endpoint.toString());
    conf.put("fs.s3a.endpoint.region", "us-east-1");
    conf.put("fs.s3a.path.style.access", "true");
    conf.put("fs.s3a.connection.ssl.enabled", "false");
    conf.put("fs.s3a.access.key", ACCESS_KEY);
    conf.put("fs.s3a.secret.key", SECRET_KEY);
    conf.put(
        "fs.s3a.aws.credentials.provider", "org.apache.hadoop.fs.s3a.SimpleAWSCredentialsProvider");
    // A test that stops the server should fail soon.
    conf.put("fs.s3a.attempts.maximum", "3");
    conf.put("fs.s3a.connection.establish.timeout", "2000");
    return conf;
  }

  /** The same for a command line: {@code --conf spark.hadoop.…=…}, two strings per setting. */
  public List<String> sparkSubmitArguments() {
    List<String> arguments = new ArrayList<>();
    hadoopConfiguration()
        .forEach(
            (key, value) -> {
              arguments.add("--conf");
              arguments.add("spark.hadoop." + key + "=" + value);
            });
    return arguments;
  }

  /** Creates a bucket. */
  public void createBucket(String name) {
    invokeStore("createContainer", new Class<?>[] {String.class}, name);
  }

  /** Creates a bucket with a name of its own and returns that. */
  public String newBucket() {
    String name = "test-" + ProcessHandle.current().pid() + "-" + BUCKETS.incrementAndGet();
    createBucket(name);
    return name;
  }

  /** The keys of the uploads of a bucket that were begun and neither completed nor aborted. */
  public List<String> pendingUploads(String bucket) {
    List<?> uploads =
        (List<?>) invokeStore("listMultipartUploads", new Class<?>[] {String.class}, bucket);
    List<String> keys = new ArrayList<>();
    for (Object upload : uploads) {
      try {
        keys.add((String) upload.getClass().getMethod("key").invoke(upload));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return keys;
  }

  private Object invokeStore(String name, Class<?>[] types, Object... arguments) {
    try {
      Method method =
          loader.loadClass("org.gaul.s3proxy.blobstore.BlobStore").getMethod(name, types);
      return method.invoke(store, arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name + " failed: " + CollectedJars.cause(e), e);
    }
  }

  @Override
  public void close() {
    try {
      server.getClass().getMethod("stop").invoke(server);
      loader.close();
    } catch (ReflectiveOperationException | IOException e) {
      throw new IllegalStateException("the S3 server does not stop: " + CollectedJars.cause(e), e);
    }
  }

  /**
   * Runs a server until its input ends: {@code EmbeddedS3 PORT BUCKET…}, port 0 for a free one.
   * Prints the endpoint, alone in a line, when it is ready.
   */
  public static void main(String[] arguments) throws IOException {
    try (EmbeddedS3 server = start(arguments.length > 0 ? Integer.parseInt(arguments[0]) : 0)) {
      for (int i = 1; i < arguments.length; i++) {
        server.createBucket(arguments[i]);
      }
      System.out.println(server.endpoint());
      System.out.flush();
      while (System.in.read() >= 0) {
        // Until whoever started it ends or closes the pipe.
      }
    }
  }
}
