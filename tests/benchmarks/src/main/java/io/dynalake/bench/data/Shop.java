package io.dynalake.bench.data;

import java.util.SplittableRandom;

/**
 * A shop in one table: customers, their addresses, orders and order lines, told apart by the sort
 * key, with little in common but the keys.
 */
final class Shop implements Items {
  private static final String[] NAMES = {"Ada", "Grace", "Edsger", "Barbara", "Donald", "Frances"};
  private static final String[] CITIES = {"Lisboa", "Łódź", "Graz", "Oulu", "Gent"};
  private static final int CUSTOMERS = 1_000_000;

  @Override
  public void write(long number, SplittableRandom random, ItemLines lines) {
    int customer = random.nextInt(CUSTOMERS);
    long second = Orders.FIRST_SECOND + random.nextInt(Orders.DAYS * Orders.SECONDS_OF_DAY);
    lines.beginItem();
    lines.open("PK", "S").text("CUSTOMER#").digits(customer, 7).close();
    int kind = random.nextInt(10);
    if (kind == 0) {
      customer(second, random, lines);
    } else if (kind == 1) {
      address(random, lines);
    } else if (kind < 5) {
      order(number, second, random, lines);
    } else {
      line(number, second, random, lines);
    }
    lines.endItem();
  }

  private static void customer(long second, SplittableRandom random, ItemLines lines) {
    lines.string("SK", "PROFILE").string("entity", "CUSTOMER");
    lines.string("name", NAMES[random.nextInt(NAMES.length)]);
    lines.open("email", "S").hex(random.nextLong(), 10).text("@example.com").close();
    lines.open("registeredAt", "S").time(second).text("Z").close();
    lines.bool("newsletter", random.nextBoolean());
    lines.number("points", random.nextInt(20_000));
  }

  private static void address(SplittableRandom random, ItemLines lines) {
    lines.open("SK", "S").text("ADDRESS#").digits(random.nextInt(10), 2).close();
    lines.string("entity", "ADDRESS").beginMap("address");
    lines.open("street", "S").number(random.nextInt(300)).text(" High Street").close();
    lines.string("city", CITIES[random.nextInt(CITIES.length)]);
    lines.open("zip", "S").digits(random.nextInt(100_000), 5).close();
    lines.endMap();
  }

  private static void order(long number, long second, SplittableRandom random, ItemLines lines) {
    lines.open("SK", "S").text("ORDER#").digits(number, 10).close();
    lines.string("entity", "ORDER");
    lines.string("status", Orders.STATUS[random.nextInt(Orders.STATUS.length)]);
    lines.decimal("total", 100 + random.nextInt(500_000), 2);
    lines.open("orderedAt", "S").time(second).text("Z").close();
    lines.open("GSI1PK", "S").text("DAY#").number(second / Orders.SECONDS_OF_DAY).close();
    lines.open("GSI1SK", "S").time(second).close();
  }

  private static void line(long number, long second, SplittableRandom random, ItemLines lines) {
    lines.open("SK", "S").text("ORDER#").digits(number - number % 4, 10);
    lines.text("#LINE#").number(number % 4).close();
    lines.string("entity", "LINE");
    lines.open("sku", "S").text("SKU-").digits(random.nextInt(100_000), 6).close();
    lines.number("quantity", 1 + random.nextInt(8));
    lines.decimal("price", 100 + random.nextInt(50_000), 2);
    lines.open("pickedAt", "S").time(second).text("Z").close();
  }
}
