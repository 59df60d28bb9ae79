package io.dynalake.testsupport.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The server behind a proxy. Requests go to it as they came, with the Host that the client signed.
 */
public final class Upstream implements AutoCloseable {
  private static final int TIMEOUT = (int) Duration.ofMinutes(2).toMillis();

  /** Servers close connections that idle for longer than this; such are not used again. */
  private static final Duration IDLE = Duration.ofSeconds(5);

  private final URI endpoint;
  private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

  public Upstream(URI endpoint) {
    this.endpoint = endpoint;
  }

  private static final class Connection {
    final Socket socket = new Socket();
    final InputStream in;
    final OutputStream out;
    long since;

    Connection(URI endpoint) throws IOException {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT);
      socket.connect(new InetSocketAddress(endpoint.getHost(), endpoint.getPort()), TIMEOUT);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    boolean fresh() {
      return System.nanoTime() - since < IDLE.toNanos();
    }

    void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It was to be closed.
      }
    }
  }

  /** Sends a request, once, and returns its answer. */
  public Response send(Request request) throws IOException {
    Connection connection = connection();
    try {
      boolean body =
          request.body().length > 0
              || request.method().equals("POST")
              || request.method().equals("PUT");
      Wire.write(connection.out, request, body);
      Response response = Wire.response(connection.in, request.method());
      if (response.headers().has("Connection", "close")) {
        connection.close();
      } else {
        connection.since = System.nanoTime();
        idle.push(connection);
      }
      return response;
    } catch (IOException e) {
      connection.close();
      throw e;
    }
  }

  private Connection connection() throws IOException {
    for (@Nullable Connection each = idle.poll(); each != null; each = idle.poll()) {
      if (each.fresh()) {
        return each;
      }
      each.close();
    }
    return new Connection(endpoint);
  }

  @Override
  public void close() {
    idle.forEach(Connection::close);
    idle.clear();
  }
}
