package io.dynalake.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dynalake.error.ErrorCode;
import io.dynalake.error.JobException;
import io.dynalake.item.MalformedItemException;
import io.dynalake.load.read.InputItem;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What of two items differs: a class, for Kryo. */
final class Explanation implements Serializable {
  static final Explanation NOTHING = new Explanation(List.of(), 0, "");

  private static final long serialVersionUID = 1L;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ATTRIBUTES = 100;
  private static final int MOST_CHARACTERS = 1_000;

  private final ArrayList<AttributeDifference> attributes;
  private final long more;
  private final String reason;

  private Explanation(List<AttributeDifference> attributes, long more, String reason) {
    this.attributes = new ArrayList<>(attributes);
    this.more = more;
    this.reason = reason;
  }

  List<AttributeDifference> attributes() {
    return attributes;
  }

  /** How many other attributes differ. */
  long more() {
    return more;
  }

  /** Why one of the items is unreadable; else "". */
  String reason() {
    return reason;
  }

  /**
   * Compares two items.
   *
   * @param left null if there is none
   * @param right null if there is none
   */
  static Explanation of(
      @Nullable InputItem left,
      @Nullable InputItem right,
      CompareRules rules,
      SampleSettings samples) {
    CanonicalItem canonical = new CanonicalItem(rules);
    try {
      Map<String, byte[]> lefts = attributes(left, canonical);
      Map<String, byte[]> rights = attributes(right, canonical);
      TreeSet<String> names = new TreeSet<>(lefts.keySet());
      names.addAll(rights.keySet());
      names.removeIf(name -> Arrays.equals(lefts.get(name), rights.get(name)));
      List<AttributeDifference> attributes = new ArrayList<>();
      JsonNode leftJson = samples.showsValues() ? json(left) : MissingNode.getInstance();
      JsonNode rightJson = samples.showsValues() ? json(right) : MissingNode.getInstance();
      for (String name : names) {
        if (attributes.size() == MOST_ATTRIBUTES) {
          break;
        }
        @Nullable Side only =
            !rights.containsKey(name) ? Side.LEFT : lefts.containsKey(name) ? null : Side.RIGHT;
        attributes.add(
            new AttributeDifference(name, only, shown(leftJson, name), shown(rightJson, name)));
      }
      return new Explanation(attributes, names.size() - attributes.size(), "");
    } catch (MalformedItemException e) {
      return new Explanation(List.of(), 0, String.valueOf(e.getMessage()));
    }
  }

  private static Map<String, byte[]> attributes(@Nullable InputItem item, CanonicalItem canonical) {
    if (item == null) {
      return Map.of();
    }
    if (item.isRefused()) {
      throw new MalformedItemException(item.refusal());
    }
    canonical.read(item.json());
    return canonical.attributes();
  }

  private static JsonNode json(@Nullable InputItem item) {
    if (item == null) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(item.json());
    } catch (IOException e) {
      throw new JobException(ErrorCode.BUG, item.file() + ": an item is no JSON; " + e, e);
    }
  }

  private static @Nullable String shown(JsonNode item, String name) {
    JsonNode value = item.path(name);
    if (value.isMissingNode()) {
      return null;
    }
    String text = value.toString();
    try {
      return text.length() <= MOST_CHARACTERS
          ? text
          : JSON.writeValueAsString(new TextNode(text.substring(0, MOST_CHARACTERS) + "…"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text is not writable as JSON", e);
    }
  }
}
