package io.dynalake.testsupport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes messages (RFC 9112). */
final class Wire {
  private static final int LONGEST_LINE = 64 << 10;
  private static final int LARGEST_BODY = 512 << 20;

  private Wire() {}

  /** The next request, or none if the client closed the connection instead. */
  static Optional<Request> request(InputStream in, OutputStream out) throws IOException {
    int first = in.read();
    if (first < 0) {
      return Optional.empty();
    }
    String[] start = ((char) first + line(in)).split(" ", 3);
    if (start.length < 3) {
      throw new IOException("no request line");
    }
    Headers headers = headers(in);
    if (headers.has("Expect", "100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
    byte[] body = new byte[0];
    if (chunked(headers)) {
      body = chunks(in);
    } else if (headers.first("Content-Length").isPresent()) {
      body = exactly(in, length(headers));
    }
    return Optional.of(new Request(start[0], start[1], headers, body));
  }

  /** The answer to a request of this method. */
  static Response response(InputStream in, String method) throws IOException {
    int status;
    Headers headers;
    do {
      String[] start = line(in).split(" ", 3);
      status = Integer.parseInt(start[1]);
      headers = headers(in);
    } while (status < 200);
    Headers rest = headers.without("Transfer-Encoding").without("Content-Length");
    if (method.equals("HEAD") || status == 204 || status == 304) {
      long length = headers.first("Content-Length").map(Long::parseLong).orElse(-1L);
      return new Response(status, rest, new byte[0], length);
    }
    byte[] body;
    if (chunked(headers)) {
      body = chunks(in);
    } else if (headers.first("Content-Length").isPresent()) {
      body = exactly(in, length(headers));
    } else {
      body = in.readAllBytes();
      rest = rest.with("Connection", "close");
    }
    return new Response(status, rest, body, body.length);
  }

  static void write(OutputStream out, Request request, boolean bodyOfRequest) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    Headers headers =
        request.headers().without("Transfer-Encoding").without("Expect").without("Content-Length");
    append(head, headers);
    if (bodyOfRequest) {
      head.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    out.write(request.body());
    out.flush();
  }

  static byte[] head(Response response) {
    StringBuilder head = new StringBuilder();
    head.append("HTTP/1.1 ").append(response.status()).append(" .\r\n");
    append(head, response.headers());
    if (response.length() >= 0) {
      head.append("Content-Length: ").append(response.length()).append("\r\n");
    }
    return head.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private static void append(StringBuilder head, Headers headers) {
    for (Headers.Field field : headers.fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
  }

  private static Headers headers(InputStream in) throws IOException {
    List<Headers.Field> fields = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        throw new IOException("no header field: " + line);
      }
      fields.add(new Headers.Field(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return new Headers(fields);
  }

  private static boolean chunked(Headers headers) {
    return headers.has("Transfer-Encoding", "chunked");
  }

  private static int length(Headers headers) throws IOException {
    long length = headers.first("Content-Length").map(Long::parseLong).orElse(0L);
    if (length < 0 || length > LARGEST_BODY) {
      throw new IOException("a body of " + length + " bytes is more than this takes");
    }
    return (int) length;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line(in);
      int end = size.indexOf(';');
      int length = Integer.parseInt(end < 0 ? size : size.substring(0, end), 16);
      if (length == 0) {
        headers(in);
        return body.toByteArray();
      }
      body.write(exactly(in, length));
      line(in);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ends after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ends in the head of a message");
      }
      if (line.length() == LONGEST_LINE) {
        throw new IOException("a line of more than " + LONGEST_LINE + " bytes");
      }
      line.append((char) b);
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return line.toString();
  }
}
