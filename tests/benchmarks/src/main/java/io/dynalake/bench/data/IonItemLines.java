package io.dynalake.bench.data;

import java.util.Base64;

/** Writes items in Ion, as DynamoDB does. */
final class IonItemLines extends ItemLines {
  @Override
  ItemLines beginItem() {
    return text("$ion_1_0 {Item:{");
  }

  @Override
  ItemLines open(String name, String type) {
    if (!type.equals("S")) {
      throw new IllegalArgumentException(type + " is not written in quotes");
    }
    return name(name).text("\"");
  }

  @Override
  ItemLines close() {
    return text("\"");
  }

  @Override
  ItemLines number(String name, long value) {
    return decimal(name, value, 0);
  }

  /** Without zeros at the end: 12.5, 7., 6d2. */
  @Override
  ItemLines decimal(String name, long unscaled, int scale) {
    name(name);
    long digits = Math.abs(unscaled);
    int point = scale;
    while (digits != 0 && digits % 10 == 0) {
      digits /= 10;
      point--;
    }
    if (unscaled < 0) {
      text("-");
    }
    if (digits == 0 || point == 0) {
      return number(digits).text(".");
    }
    if (point < 0) {
      return number(digits).text("d").number(-point);
    }
    long unit = 1;
    for (int i = 0; i < point; i++) {
      unit *= 10;
    }
    return number(digits / unit).text(".").digits(digits % unit, point);
  }

  @Override
  ItemLines bool(String name, boolean value) {
    return name(name).text(value ? "true" : "false");
  }

  @Override
  ItemLines nothing(String name) {
    return name(name).text("null");
  }

  @Override
  ItemLines binary(String name, byte[] value) {
    name(name).text("{{");
    append(Base64.getEncoder().encode(value));
    return text("}}");
  }

  @Override
  ItemLines beginStrings(String name) {
    return name(name).text("$dynamodb_SS::[");
  }

  @Override
  ItemLines beginMap(String name) {
    return name(name).text("{");
  }

  @Override
  ItemLines beginMap() {
    return comma().text("{");
  }

  @Override
  ItemLines endMap() {
    return text("}");
  }

  @Override
  ItemLines beginList(String name) {
    return name(name).text("[");
  }

  @Override
  ItemLines endList() {
    return text("]");
  }

  @Override
  ItemLines name(String name) {
    comma();
    boolean bare = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
    return bare ? text(name).text(":") : text("'").text(name).text("':");
  }
}
