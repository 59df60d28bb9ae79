package io.dynalake.testsupport.postgres;

import io.dynalake.testsupport.jars.CollectedJars;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server on a free port of the loopback interface, with the user {@code postgres}, who
 * needs no password. It can stop and start again with the same data at the same port. As root, whom
 * PostgreSQL refuses, it runs in a user namespace of its own.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  private static final String SERVER = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private final Path data;
  private int port;
  private @Nullable AutoCloseable server;
  private @Nullable URLClassLoader loader;

  private EmbeddedPostgres(Path data) {
    this.data = data;
  }

  private static final class Shared {
    static final EmbeddedPostgres SERVER = EmbeddedPostgres.start();

    private Shared() {}
  }

  /** The server that all tests of this JVM share; never to be stopped or closed. */
  public static EmbeddedPostgres shared() {
    return Shared.SERVER;
  }

  /** A server with data of its own. */
  public static EmbeddedPostgres start() {
    try {
      EmbeddedPostgres postgres = new EmbeddedPostgres(Files.createTempDirectory("postgres-"));
      Runtime.getRuntime().addShutdownHook(new Thread(postgres::deleteData));
      postgres.comeBack();
      return postgres;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends all connections and the server; its data stay. */
  public synchronized void leave() {
    if (server != null) {
      try {
        server.close();
        server = null;
      } catch (Exception e) {
        throw new IllegalStateException("PostgreSQL does not stop: " + e, e);
      }
    }
  }

  /** Starts with the data it had; does nothing if it runs. */
  public synchronized void comeBack() {
    if (server == null) {
      server = new CollectedJars("postgres").start(this::run);
    }
  }

  private AutoCloseable run(URLClassLoader fresh) throws ReflectiveOperationException {
    URLClassLoader jars = loader == null ? fresh : loader;
    loader = jars;
    Object builder = jars.loadClass(SERVER).getMethod("builder").invoke(null);
    Class<?> type = builder.getClass();
    type.getMethod("setDataDirectory", Path.class).invoke(builder, data);
    type.getMethod("setCleanDataDirectory", boolean.class).invoke(builder, false);
    type.getMethod("setPort", int.class).invoke(builder, port);
    // Else that of whoever runs the tests.
    type.getMethod("setLocaleConfig", String.class, String.class).invoke(builder, "locale", "C");
    Object started = type.getMethod("start").invoke(builder);
    port = (Integer) started.getClass().getMethod("getPort").invoke(started);
    return (AutoCloseable) started;
  }

  /** A new, empty database. */
  public String newDatabase() {
    String name = "test" + DATABASES.incrementAndGet();
    execute("postgres", "CREATE DATABASE " + name);
    return name;
  }

  /** JDBC URL of a database, with the user. */
  public String url(String database) {
    return address(database) + "?user=postgres";
  }

  /** JDBC URL of a database, without user. */
  public String address(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** Executes statements, as the superuser. */
  public void execute(String database, String... statements) {
    try (Connection connection = source(database).getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(String.join("; ", List.of(statements)), e);
    }
  }

  /** Lets this user in with its password alone; all others need none. */
  public void requirePassword(String user) {
    try {
      Path rules = data.resolve("pg_hba.conf");
      String rule = "host all " + user + " 127.0.0.1/32 scram-sha-256\n";
      Files.writeString(rules, rule + Files.readString(rules));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    execute("postgres", "SELECT pg_reload_conf()");
  }

  private synchronized DataSource source(String database) {
    try {
      if (server == null) {
        throw new IllegalStateException("PostgreSQL was stopped");
      }
      return (DataSource)
          server
              .getClass()
              .getMethod("getDatabase", String.class, String.class)
              .invoke(server, "postgres", database);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(CollectedJars.cause(e));
    }
  }

  @Override
  public void close() {
    leave();
    deleteData();
  }

  private void deleteData() {
    leave();
    try (Stream<Path> files = Files.walk(data)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // It was deleted before; or the system's cleaning of temporary files will.
      return;
    }
  }
}
