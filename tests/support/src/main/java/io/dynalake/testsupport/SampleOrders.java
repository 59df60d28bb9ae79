package io.dynalake.testsupport;

import io.dynalake.testsupport.export.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The items of the sample: plausible orders that have between them all ten attribute types and what
 * makes real tables hard: sparse, mixed and empty attributes, and numbers that no column fits.
 */
public final class SampleOrders {
  private static final Instant FIRST_DAY = Instant.parse("2024-05-01T00:00:00Z");
  private static final long DAYS = 10;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final String[] STATUS = {"PLACED", "PAID", "SHIPPED", "DELIVERED", "CANCELLED"};

  /** City, street, country, currency. */
  private static final String[][] PLACES = {
    {"Berlin", "Hauptstraße", "DE", "EUR"},
    {"München", "Sendlinger Straße", "DE", "EUR"},
    {"Zürich", "Bahnhofstrasse", "CH", "CHF"},
    {"Kraków", "ulica Długa", "PL", "PLN"},
    {"São Paulo", "Rua Augusta", "BR", "BRL"},
    {"東京", "銀座", "JP", "JPY"},
    {"Αθήνα", "Ερμού", "GR", "EUR"},
    {"Austin", "Congress Ave", "US", "USD"},
  };

  private static final String[] TAGS = {"app", "b2b", "eu", "promo", "us", "vip", "web"};
  private static final String[] NOTES = {
    "Please \"ring\" twice",
    "Leave it with the neighbour\n(3rd floor, left)",
    "Gate code: 12\\34\tthen push",
    "Merci beaucoup 🎁",
    "お急ぎください",
    "Привет 👋, call before delivery",
  };
  private static final String[] CHANNELS = {"web", "app", "phone", "store"};

  private final Random random;
  private int number;

  SampleOrders(Random random) {
    this.random = random;
  }

  /**
   * Orders, the same for the same seed: each has a {@code customerId} and an {@code orderId}, both
   * strings, that no other has together.
   */
  public static Stream<Value.MapOf> stream(long seed, int count) {
    Random random = new Random(seed);
    SampleOrders orders = new SampleOrders(random);
    int customers = Math.max(1, count / 4);
    return Stream.generate(() -> orders.next(random.nextInt(customers), true)).limit(count);
  }

  /** The next order. */
  Value.MapOf next(int customer, boolean inLastFile) {
    number++;
    Instant created = FIRST_DAY.plus(random.nextInt((int) (DAYS * 24 * 3600)), ChronoUnit.SECONDS);
    Instant updated = updated(created);
    String[] place = PLACES[random.nextInt(PLACES.length)];
    Map<String, Value> order = new LinkedHashMap<>();
    order.put("customerId", text("C#%05d".formatted(customer)));
    order.put("orderId", text("O#" + DAY.format(created) + "#%06d".formatted(number)));
    order.put("status", text(one(STATUS)));
    order.put("channel", text(one(CHANNELS)));
    order.put("currency", text(place[3]));
    order.put("createdAt", text(MILLIS.format(created)));
    if (random.nextInt(80) > 0) {
      order.put("updatedAt", text(MILLIS.format(updated)));
    }
    order.put("gift", new Value.Bool(random.nextInt(10) == 0));
    order.put("shippingAddress", address(place));
    lines(order);
    sometimes(order, created);
    rarely(order, inLastFile);
    return shuffled(order);
  }

  private Instant updated(Instant created) {
    Instant last = FIRST_DAY.plus(DAYS, ChronoUnit.DAYS).minusMillis(1);
    Instant updated = created.plusMillis(1 + random.nextInt(36 * 3600 * 1000));
    return updated.isAfter(last) ? created : updated;
  }

  private Value address(String[] place) {
    Map<String, Value> geo = new LinkedHashMap<>();
    geo.put("lat", new Value.Decimal(BigDecimal.valueOf(random.nextInt(120_000) - 60_000, 3)));
    geo.put("lon", new Value.Decimal(BigDecimal.valueOf(random.nextInt(360_000) - 180_000, 3)));
    Map<String, Value> address = new LinkedHashMap<>();
    address.put("street", text(place[1] + " " + (1 + random.nextInt(200))));
    address.put("city", text(place[0]));
    address.put("country", text(place[2]));
    address.put("zip", text("%05d".formatted(random.nextInt(100_000))));
    if (random.nextInt(3) == 0) {
      address.put("geo", new Value.MapOf(geo));
    }
    return new Value.MapOf(address);
  }

  private void lines(Map<String, Value> order) {
    List<Value> lines = new ArrayList<>();
    BigDecimal total = BigDecimal.ZERO;
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      BigDecimal price = BigDecimal.valueOf(99 + 50L * random.nextInt(400), 2);
      int quantity = 1 + random.nextInt(4);
      total = total.add(price.multiply(BigDecimal.valueOf(quantity)));
      Map<String, Value> line = new LinkedHashMap<>();
      line.put("sku", text("SKU-%04d".formatted(random.nextInt(600))));
      line.put("quantity", number(quantity));
      line.put("price", new Value.Decimal(price));
      if (random.nextInt(10) == 0) {
        line.put("options", new Value.ListOf(List.of(text("gift wrap"), text("größe: XL"))));
      }
      lines.add(new Value.MapOf(line));
    }
    order.put("lines", new Value.ListOf(lines));
    order.put("lineCount", number(count));
    order.put("total", new Value.Decimal(total));
  }

  /** Sparse attributes, of the rest of the types. */
  private void sometimes(Map<String, Value> order, Instant created) {
    if (random.nextInt(2) == 0) {
      order.put("ttl", number(created.plus(365, ChronoUnit.DAYS).getEpochSecond()));
    }
    if (random.nextInt(3) == 0) {
      List<String> tags = new ArrayList<>(List.of(TAGS));
      Collections.shuffle(tags, random);
      order.put("tags", new Value.SetOf("SS", texts(tags.subList(0, 1 + random.nextInt(3)))));
    }
    if (random.nextInt(6) == 0) {
      List<Value> ratings = List.of(number(5), Value.Decimal.of("4.5"), number(3));
      order.put("ratings", new Value.SetOf("NS", ratings.subList(0, 1 + random.nextInt(3))));
    }
    if (random.nextInt(8) == 0) {
      order.put("note", text(one(NOTES)));
    }
    if (random.nextInt(20) == 0) {
      order.put("signature", binary(12));
    }
    if (random.nextInt(40) == 0) {
      order.put("attachments", new Value.SetOf("BS", List.of(binary(6), binary(9))));
    }
    if (random.nextInt(15) == 0) {
      order.put("legacyId", new Value.Null());
    }
    if (random.nextInt(10) == 0) {
      // A text in most items, a number in those of an older version of the shop.
      int reference = 100_000 + random.nextInt(900_000);
      order.put("externalRef", random.nextInt(4) == 0 ? number(reference) : text("X" + reference));
    }
  }

  private void rarely(Map<String, Value> order, boolean inLastFile) {
    if (random.nextInt(50) == 0) {
      // 38 digits: what DynamoDB keeps at most, far beyond 64 bits and doubles.
      BigInteger least = BigInteger.TEN.pow(37);
      order.put(
          "ledgerEntry", new Value.Decimal(new BigDecimal(least.add(new BigInteger(100, random)))));
    }
    if (random.nextInt(25) == 0) {
      BigDecimal risk = BigDecimal.valueOf(random.nextInt(1_000), 4);
      order.put("risk", new Value.Decimal(number % 3 == 0 ? new BigDecimal("1E-130") : risk));
    }
    if (random.nextInt(30) == 0) {
      Map<String, Value> attempt = new LinkedHashMap<>();
      attempt.put("courier", text(random.nextBoolean() ? "DHL" : "UPS"));
      attempt.put("delivered", new Value.Bool(random.nextBoolean()));
      List<Value> attempts = List.of(new Value.MapOf(attempt), new Value.MapOf(attempt));
      Map<String, Value> delivery = new LinkedHashMap<>();
      delivery.put("attempts", new Value.ListOf(attempts.subList(0, random.nextInt(3))));
      order.put("delivery", new Value.MapOf(delivery));
    }
    if (inLastFile && random.nextInt(12) == 0) {
      order.put("loyaltyTier", text(random.nextBoolean() ? "gold" : "silver"));
    }
  }

  /** Full exports keep no order of attributes. */
  private Value.MapOf shuffled(Map<String, Value> order) {
    List<Map.Entry<String, Value>> attributes = new ArrayList<>(order.entrySet());
    Collections.shuffle(attributes, random);
    Map<String, Value> shuffled = new LinkedHashMap<>();
    attributes.forEach(attribute -> shuffled.put(attribute.getKey(), attribute.getValue()));
    return new Value.MapOf(shuffled);
  }

  private Value binary(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Value.Binary.of(bytes);
  }

  private String one(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }

  private static Value number(long number) {
    return new Value.Decimal(BigDecimal.valueOf(number));
  }

  private static List<Value> texts(List<String> texts) {
    List<Value> values = new ArrayList<>();
    texts.forEach(each -> values.add(text(each)));
    return values;
  }
}
