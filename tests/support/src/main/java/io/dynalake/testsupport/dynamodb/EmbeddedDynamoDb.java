package io.dynalake.testsupport.dynamodb;

import io.dynalake.testsupport.jars.CollectedJars;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.net.URI;
import java.net.URLClassLoader;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * DynamoDB Local, which keeps its tables in memory and whose clients see the same tables whatever
 * their credentials and region. It runs in a class loader that sees nothing of the application.
 *
 * <p>It has no backups and no exports; {@link ExportEmulator} adds those.
 */
public final class EmbeddedDynamoDb implements AutoCloseable {
  private static final String SERVER = "com.amazonaws.services.dynamodbv2.local.server.";

  /** The platform's, so the server logs to it; forgotten with its level unless it is held. */
  private static final Logger SQLITE = Logger.getLogger("com.almworks.sqlite4java");

  private final Object server;
  private final URI endpoint;

  private EmbeddedDynamoDb(Object server, URI endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  private static final class Shared {
    static final EmbeddedDynamoDb SERVER = start();

    private Shared() {}
  }

  /** The server that all tests of this JVM share; never closed. */
  public static EmbeddedDynamoDb shared() {
    return Shared.SERVER;
  }

  /** A server on a free port of the loopback interface. */
  public static EmbeddedDynamoDb start() {
    return start(0);
  }

  /** A server on this port of the loopback interface. */
  public static EmbeddedDynamoDb start(int port) {
    return new CollectedJars("dynamodb-local").start(loader -> start(loader, port));
  }

  /** By its constructors: its command line prints a banner, refuses port 0 and sends telemetry. */
  private static EmbeddedDynamoDb start(URLClassLoader loader, int port)
      throws ReflectiveOperationException {
    SQLITE.setLevel(Level.WARNING);
    Object requests =
        loader
            .loadClass(SERVER + "LocalDynamoDBRequestHandler")
            .getConstructor(int.class, boolean.class, String.class, boolean.class, boolean.class)
            .newInstance(0, true, null, true, false);
    Object handler =
        loader
            .loadClass(SERVER + "LocalDynamoDBServerHandler")
            .getConstructor(loader.loadClass(SERVER + "DynamoDBRequestHandler"), String.class)
            .newInstance(requests, null);
    Object server =
        loader
            .loadClass(SERVER + "DynamoDBProxyServer")
            .getConstructor(
                int.class, loader.loadClass(SERVER + "AbstractLocalDynamoDBServerHandler"))
            .newInstance(port, handler);
    Field field = server.getClass().getDeclaredField("server");
    field.setAccessible(true);
    Object jetty = field.get(server);
    Object connectors = jetty.getClass().getMethod("getConnectors").invoke(jetty);
    Object connector = Array.get(connectors, 0);
    connector.getClass().getMethod("setHost", String.class).invoke(connector, "127.0.0.1");
    server.getClass().getMethod("safeStart").invoke(server);
    int bound = (Integer) connector.getClass().getMethod("getLocalPort").invoke(connector);
    return new EmbeddedDynamoDb(server, URI.create("http://127.0.0.1:" + bound));
  }

  public URI endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.getClass().getMethod("stop").invoke(server);
      // The class loader stays open: threads of SQLite end behind this and load classes for it.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("DynamoDB Local does not stop: " + CollectedJars.cause(e), e);
    }
  }
}
