package io.dynalake.testsupport.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A tab of a browser, by the DevTools protocol. For one thread. */
public final class Tab implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LIMIT_SECONDS = 60;
  private static final int TALLEST = 16_000;

  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();
  private final WebSocket socket;

  private Tab(HttpClient http, URI endpoint) {
    socket = await(http.newWebSocketBuilder().buildAsync(endpoint, new Listener()));
  }

  static Tab open(HttpClient http, URI endpoint) {
    Tab tab = new Tab(http, endpoint);
    for (String domain : List.of("Page", "Network", "Runtime", "Log")) {
      tab.call(domain + ".enable", JSON.createObjectNode());
    }
    return tab;
  }

  /** Opens a page and waits until it is there; what the one before did is forgotten. */
  public void show(URI page, Screen screen) {
    call(
        "Emulation.setDeviceMetricsOverride",
        JSON.createObjectNode()
            .put("width", screen.width())
            .put("height", screen.height())
            .put("deviceScaleFactor", 1)
            .put("mobile", screen.width() < 600));
    ObjectNode media = JSON.createObjectNode();
    media
        .putArray("features")
        .addObject()
        .put("name", "prefers-color-scheme")
        .put("value", screen.dark() ? "dark" : "light");
    call("Emulation.setEmulatedMedia", media);
    events.clear();
    loaded = new CompletableFuture<>();
    call("Page.navigate", JSON.createObjectNode().put("url", page.toString()));
    await(loaded);
  }

  /** Errors and warnings on the console, exceptions, and what the page's policy refused. */
  public List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (JsonNode event : events) {
      String method = event.get("method").asText();
      boolean complaint =
          method.equals("Runtime.exceptionThrown")
              || method.equals("Runtime.consoleAPICalled")
              || method.equals("Log.entryAdded");
      if (complaint) {
        complaints.add(event.get("params").toString());
      }
    }
    return complaints;
  }

  /** Addresses of all that was asked for, the page's own first. */
  public List<String> requests() {
    return events.stream()
        .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asText())
        .toList();
  }

  /** The value of an expression of JavaScript. */
  public JsonNode evaluate(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            JSON.createObjectNode()
                .put("expression", expression)
                .put("returnByValue", true)
                .put("userGesture", true)
                .put("awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.at("/result/value");
  }

  /** Writes the whole page as PNG. */
  public void screenshot(Path file) {
    JsonNode size = call("Page.getLayoutMetrics", JSON.createObjectNode()).get("cssContentSize");
    ObjectNode request =
        JSON.createObjectNode().put("format", "png").put("captureBeyondViewport", true);
    request
        .putObject("clip")
        .put("x", 0)
        .put("y", 0)
        .put("width", size.get("width").asInt())
        .put("height", Math.min(size.get("height").asInt(), TALLEST))
        .put("scale", 1);
    String data = call("Page.captureScreenshot", request).get("data").asText();
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(data));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode call(String method, ObjectNode params) {
    int id = lastId.incrementAndGet();
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", params);
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    waiting.put(id, answer);
    await(socket.sendText(message.toString(), true));
    JsonNode answered = await(answer);
    if (answered.has("error")) {
      throw new IllegalStateException(method + ": " + answered.get("error"));
    }
    return answered.get("result");
  }

  private static <T> T await(CompletionStage<T> stage) {
    try {
      return stage.toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the browser does not answer", e);
    }
  }

  @Override
  public void close() {
    socket.abort();
  }

  private void take(String text) {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.has("id")) {
        CompletableFuture<JsonNode> answer = waiting.remove(message.get("id").asInt());
        if (answer != null) {
          answer.complete(message);
        }
        return;
      }
      events.add(message);
      if (message.get("method").asText().equals("Page.loadEventFired")) {
        loaded.complete(null);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        take(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      waiting.values().forEach(answer -> answer.completeExceptionally(error));
      loaded.completeExceptionally(error);
    }
  }
}
