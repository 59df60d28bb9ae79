package io.dynalake.load.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.dynalake.item.AttributeType;
import io.dynalake.item.ItemParser;
import io.dynalake.item.JsonTextSink;
import io.dynalake.item.MalformedItemException;
import io.dynalake.item.MapSink;
import io.dynalake.item.ValueSink;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Gives plain JSON to a sink: strings as S, numbers as N with all their digits, arrays as L,
 * objects as M, unless they are to be something else. In lists null is NULL.
 */
final class JsonValues {
  private static final JsonFactory JSON = new JsonFactory();

  private final TypedValues values;
  private final Empties empties;

  JsonValues(TypedValues values, Empties empties) {
    this.values = values;
    this.empties = empties;
  }

  /** Parses text that is one object, the attributes of an item. */
  void item(String text, ItemTypes types, MapSink out) {
    try (JsonParser json = JSON.createParser(text)) {
      JsonToken first = json.nextToken();
      if (first == null) {
        throw new MalformedItemException("there is nothing");
      }
      if (first != JsonToken.START_OBJECT) {
        throw new MalformedItemException("an item is a JSON object");
      }
      members(json, types, out, 0);
      requireEnd(json);
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Parses text that is one value of JSON. */
  void parse(String text, ItemTypes types, ValueSink out) {
    try (JsonParser json = JSON.createParser(text)) {
      JsonToken first = json.nextToken();
      boolean fits =
          types.type().orElseThrow() == AttributeType.M
              ? first == JsonToken.START_OBJECT
              : first == JsonToken.START_ARRAY;
      if (!fits) {
        throw new MalformedItemException(
            types.type().orElseThrow()
                + ": needs "
                + (types.type().orElseThrow() == AttributeType.M ? "an object" : "an array")
                + " in JSON");
      }
      value(json, types, out, 1);
      requireEnd(json);
    } catch (JsonProcessingException e) {
      throw noJson(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireEnd(JsonParser json) throws IOException {
    if (json.nextToken() != null) {
      throw new MalformedItemException("there is text behind the JSON");
    }
  }

  /** Without Jackson's message, which quotes the text. */
  private static MalformedItemException noJson(JsonProcessingException e) {
    long at = e.getLocation() == null ? -1 : e.getLocation().getCharOffset();
    return new MalformedItemException("not JSON" + (at < 0 ? "" : ", at character " + (at + 1)));
  }

  private void members(JsonParser json, ItemTypes types, MapSink out, int depth)
      throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      byte[] utf8 = TypedValues.utf8(name);
      if (utf8.length == 0 || utf8.length > ItemParser.MAX_NAME) {
        throw new MalformedItemException(
            "attribute name of " + utf8.length + " bytes; 1 to 65535 are allowed");
      }
      try {
        member(json, types.field(name), out, utf8, depth);
      } catch (MalformedItemException e) {
        throw depth > 0 ? e : of(name, e);
      }
    }
  }

  /** Names the attribute that a reason is about. */
  static MalformedItemException of(String attribute, MalformedItemException e) {
    return new MalformedItemException(
        "attribute \"" + ItemParser.shown(attribute) + "\": " + e.reason());
  }

  private void member(JsonParser json, ItemTypes types, MapSink out, byte[] name, int depth)
      throws IOException {
    JsonToken token = json.nextToken();
    boolean empty = token == JsonToken.VALUE_NULL;
    if (token == JsonToken.START_ARRAY && isSet(types)) {
      // DynamoDB has no empty sets.
      empty = json.nextToken() == JsonToken.END_ARRAY;
      if (!empty) {
        elements(json, types, out.attribute(name, 0, name.length));
        return;
      }
    }
    if (!empty) {
      value(json, types, out.attribute(name, 0, name.length), depth + 1);
    } else if (empties != Empties.DROP) {
      out.attribute(name, 0, name.length).nullValue();
    }
  }

  private static boolean isSet(ItemTypes types) {
    return types.type().filter(AttributeType::isSet).isPresent();
  }

  /** Gives the value that begins with the current token. */
  private void value(JsonParser json, ItemTypes types, ValueSink out, int depth)
      throws IOException {
    if (depth > ItemParser.MAX_DEPTH) {
      throw new MalformedItemException("nested deeper than " + ItemParser.MAX_DEPTH + " levels");
    }
    switch (json.currentToken()) {
      case VALUE_STRING -> values.text(json.getText(), types, out);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.number(json.getText(), types, out);
      case VALUE_TRUE -> values.bool(true, types, out);
      case VALUE_FALSE -> values.bool(false, types, out);
      case VALUE_NULL -> out.nullValue();
      case START_ARRAY -> array(json, types, out, depth);
      case START_OBJECT -> object(json, types, out, depth);
      default -> throw new IllegalStateException("token " + json.currentToken());
    }
  }

  private void array(JsonParser json, ItemTypes types, ValueSink out, int depth)
      throws IOException {
    switch (types.type().orElse(AttributeType.L)) {
      case L -> {
        ValueSink element = out.beginList();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(json, types.element(), element, depth + 1);
        }
        out.endList();
      }
      case SS, NS, BS -> {
        if (json.nextToken() == JsonToken.END_ARRAY) {
          throw new MalformedItemException("a set has at least one element");
        }
        elements(json, types, out);
      }
      case S -> asText(json, out, depth);
      default -> throw TypedValues.cannot("an array", types);
    }
  }

  private void object(JsonParser json, ItemTypes types, ValueSink out, int depth)
      throws IOException {
    switch (types.type().orElse(AttributeType.M)) {
      case M -> {
        members(json, types, out.beginMap(), depth);
        out.endMap();
      }
      case S -> asText(json, out, depth);
      default -> throw TypedValues.cannot("an object", types);
    }
  }

  /** Gives a set whose first element is the current token. */
  private void elements(JsonParser json, ItemTypes types, ValueSink out) throws IOException {
    AttributeType type = types.type().orElseThrow();
    ItemTypes each = ItemTypes.ofElement(type);
    ValueSink element = out.beginSet(type);
    do {
      switch (json.currentToken()) {
        case VALUE_STRING -> values.text(json.getText(), each, element);
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> values.number(json.getText(), each, element);
        default -> throw new MalformedItemException(type + ": an element is none of its type");
      }
    } while (json.nextToken() != JsonToken.END_ARRAY);
    out.endSet();
  }

  /** A container as S: compact JSON, as columns of mixed types have it. */
  private void asText(JsonParser json, ValueSink out, int depth) throws IOException {
    JsonTextSink text = new JsonTextSink();
    value(json, ItemTypes.ANY, text, depth);
    out.string(text.bytes(), 0, text.length());
  }
}
