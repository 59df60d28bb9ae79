package io.dynalake.testsupport.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields, in their order and spelling; names are found whatever their case. */
public record Headers(List<Field> fields) {
  /** A header field. */
  public record Field(String name, String value) {}

  public Headers {
    fields = List.copyOf(fields);
  }

  /** Names and values in turn. */
  public static Headers of(String... namesAndValues) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.add(new Field(namesAndValues[i], namesAndValues[i + 1]));
    }
    return new Headers(fields);
  }

  /** The value of the first field of a name. */
  public Optional<String> first(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .findFirst();
  }

  /** These with one field in the place of all of its name. */
  public Headers with(String name, String value) {
    List<Field> changed = new ArrayList<>(without(name).fields);
    changed.add(new Field(name, value));
    return new Headers(changed);
  }

  public Headers without(String name) {
    return new Headers(
        fields.stream().filter(field -> !field.name().equalsIgnoreCase(name)).toList());
  }

  boolean has(String name, String word) {
    return first(name).map(value -> value.equalsIgnoreCase(word)).orElse(false);
  }
}
