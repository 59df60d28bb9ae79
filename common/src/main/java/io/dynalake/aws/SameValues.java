package io.dynalake.aws;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Compares items as DynamoDB does: numbers by value, sets without order. */
public final class SameValues {
  private SameValues() {}

  /** Whether two items, or two maps in them, have the same attributes. */
  public static boolean of(Map<String, AttributeValue> a, Map<String, AttributeValue> b) {
    return a.size() == b.size()
        && a.entrySet().stream()
            .allMatch(
                each -> b.containsKey(each.getKey()) && of(each.getValue(), b.get(each.getKey())));
  }

  private static boolean of(AttributeValue a, AttributeValue b) {
    if (a.type() != b.type()) {
      return false;
    }
    return switch (a.type()) {
      case N -> number(a.n()).compareTo(number(b.n())) == 0;
      case SS -> Set.copyOf(a.ss()).equals(Set.copyOf(b.ss()));
      case NS -> numbers(a.ns()).equals(numbers(b.ns()));
      case BS -> Set.copyOf(a.bs()).equals(Set.copyOf(b.bs()));
      case L -> elements(a.l(), b.l());
      case M -> of(a.m(), b.m());
      default -> a.equals(b);
    };
  }

  private static boolean elements(List<AttributeValue> a, List<AttributeValue> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<AttributeValue> others = b.iterator();
    return a.stream().allMatch(each -> of(each, others.next()));
  }

  private static BigDecimal number(String text) {
    BigDecimal value = new BigDecimal(text);
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  private static Set<BigDecimal> numbers(List<String> texts) {
    return texts.stream().map(SameValues::number).collect(Collectors.toSet());
  }
}
