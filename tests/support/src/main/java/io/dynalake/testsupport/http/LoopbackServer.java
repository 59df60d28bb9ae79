package io.dynalake.testsupport.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback interface, with a thread for each connection. It can leave, which
 * resets all connections and refuses new ones, and come back at the same port.
 */
public final class LoopbackServer implements AutoCloseable {
  // Below the ports that the system gives to connections: nobody gets this one while the server is
  // away, and no client connects to itself.
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 12_000;
  private static final int TRIES = 100;
  private static final int BACKLOG = 200;

  private final String name;
  private final Exchange exchange;
  private final int port;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private @Nullable ServerSocket listener;
  private boolean closed;

  private LoopbackServer(String name, Exchange exchange, ServerSocket listener) {
    this.name = name;
    this.exchange = exchange;
    this.listener = listener;
    this.port = listener.getLocalPort();
  }

  /** A server on a free port. */
  public static LoopbackServer start(String name, Exchange exchange) {
    for (int i = 0; true; i++) {
      try {
        int port = FIRST_PORT + ThreadLocalRandom.current().nextInt(PORTS);
        LoopbackServer server = new LoopbackServer(name, exchange, listen(port));
        server.accept();
        return server;
      } catch (BindException e) {
        if (i == TRIES) {
          throw new UncheckedIOException(name + ": no free port", e);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(name + ": does not start", e);
      }
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Resets all connections and refuses new ones. */
  public synchronized void leave() {
    if (listener != null) {
      close(listener);
      listener = null;
    }
    connections.forEach(LoopbackServer::reset);
  }

  /** Listens again; does nothing if it does already, or is closed. */
  public synchronized void comeBack() {
    if (listener == null && !closed) {
      try {
        listener = listen(port);
      } catch (IOException e) {
        throw new UncheckedIOException(name + ": does not come back", e);
      }
      accept();
    }
  }

  private synchronized void accept() {
    if (listener != null) {
      ServerSocket accepting = listener;
      run("accept", () -> accept(accepting));
    }
  }

  private void accept(ServerSocket accepting) {
    while (!accepting.isClosed()) {
      try {
        Socket socket = accepting.accept();
        connections.add(socket);
        if (accepting.isClosed()) {
          reset(socket);
        }
        run("connection", () -> serve(socket));
      } catch (IOException e) {
        // The listener is closed, or the client has gone already.
      }
    }
  }

  private void run(String role, Runnable work) {
    Thread thread = new Thread(work, name + "-" + role);
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      boolean open = true;
      while (open) {
        Optional<Request> request = Wire.request(in, out);
        open = request.isPresent() && reply(socket, out, request.orElseThrow());
      }
    } catch (IOException e) {
      // A client may go at any time.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A bug of the exchange; its client should see an error and the test why.
      reset(socket);
      e.printStackTrace();
    } finally {
      connections.remove(socket);
    }
  }

  /** Returns whether the connection stays open. */
  private boolean reply(Socket socket, OutputStream out, Request request)
      throws IOException, InterruptedException {
    Reply reply = exchange.answer(request);
    if (reply instanceof Reply.Whole whole) {
      out.write(Wire.head(whole.response()));
      if (!request.method().equals("HEAD")) {
        out.write(whole.response().body());
      }
      out.flush();
      return !request.headers().has("Connection", "close")
          && !whole.response().headers().has("Connection", "close");
    } else if (reply instanceof Reply.Half half) {
      out.write(Wire.head(half.response()));
      out.write(half.response().body(), 0, half.response().body().length / 2);
      out.flush();
    } else {
      reset(socket);
    }
    return false;
  }

  private static void reset(Socket socket) {
    try {
      // Closing then sends RST, not FIN.
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    leave();
  }
}
