package io.dynalake.schema;

import io.dynalake.item.AttributeType;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells why values do not fit a type, in words for the user. */
final class Misfits {
  private Misfits() {}

  /** Why the values do not fit a type without parts; empty if they fit. */
  static Optional<String> of(ColumnType type, ValueProfile evidence) {
    if (type instanceof ColumnType.Text) {
      return Optional.empty();
    }
    Set<AttributeType> takes = takes(type);
    if (!takes.containsAll(presentTypes(evidence))) {
      return Optional.of("there are values " + describe(evidence));
    }
    return evidence.numbers().flatMap(numbers -> of(type, numbers));
  }

  /** Why the numbers do not fit a type; empty if they fit. */
  static Optional<String> of(ColumnType type, NumberRange numbers) {
    if (type instanceof ColumnType.Int64 && !numbers.isInt64()) {
      return Optional.of("there are numbers with " + digits(numbers));
    }
    if (type instanceof ColumnType.Decimal decimal
        && (numbers.fractionDigits() > decimal.scale()
            || numbers.integerDigits() > decimal.precision() - decimal.scale())) {
      return Optional.of("there are numbers with " + digits(numbers));
    }
    return Optional.empty();
  }

  /** Why the elements of sets do not fit those of a list type; empty if they fit. */
  static Optional<String> ofElements(ColumnType.ListOf type, ValueProfile evidence) {
    ColumnType element = type.element();
    if (element instanceof ColumnType.Text) {
      return Optional.empty();
    }
    AttributeType elements =
        switch (type.source()) {
          case SS -> AttributeType.S;
          case NS -> AttributeType.N;
          case BS -> AttributeType.B;
          default -> throw new IllegalArgumentException(type.source() + " is no set");
        };
    if (!takes(element).contains(elements)) {
      return Optional.of("the elements of the sets are of type " + elements);
    }
    return evidence.setNumbers().flatMap(numbers -> of(element, numbers));
  }

  /** The types of the values that are not NULL. */
  static Set<AttributeType> presentTypes(ValueProfile evidence) {
    Set<AttributeType> types = evidence.types();
    types.remove(AttributeType.NULL);
    return types;
  }

  /** For example {@code of type S (12) and N (3, up to 4 integer and 2 fraction digits)}. */
  static String describe(ValueProfile evidence) {
    return presentTypes(evidence).stream()
        .map(type -> type + " (" + evidence.count(type) + range(type, evidence) + ")")
        .collect(Collectors.joining(" and ", "of type ", ""));
  }

  private static String range(AttributeType type, ValueProfile evidence) {
    return switch (type) {
      case N -> evidence.numbers().map(numbers -> ", up to " + digits(numbers)).orElse("");
      case NS -> evidence.setNumbers().map(numbers -> ", up to " + digits(numbers)).orElse("");
      default -> "";
    };
  }

  static String digits(NumberRange numbers) {
    return numbers.integerDigits()
        + " integer and "
        + numbers.fractionDigits()
        + " fraction digits"
        + (numbers.isInt64() || numbers.fractionDigits() > 0 ? "" : ", beyond 64 bits");
  }

  private static Set<AttributeType> takes(ColumnType type) {
    if (type instanceof ColumnType.Bool) {
      return Set.of(AttributeType.BOOL);
    }
    if (type instanceof ColumnType.Binary) {
      return Set.of(AttributeType.B);
    }
    if (type instanceof ColumnType.Timestamp || type instanceof ColumnType.Date) {
      return Set.of(AttributeType.S, AttributeType.N);
    }
    if (type instanceof ColumnType.ListOf list) {
      return Set.of(list.source());
    }
    if (type instanceof ColumnType.Struct || type instanceof ColumnType.MapOf) {
      return Set.of(AttributeType.M);
    }
    return Set.of(AttributeType.N);
  }
}
