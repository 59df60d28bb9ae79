package io.dynalake.bench.data;

import java.util.SplittableRandom;

/**
 * Orders of a shop, about 760 bytes each: all types but number and binary sets, two levels of maps,
 * a list of maps, and four attributes that not every item has.
 */
final class Orders implements Items {
  static final long FIRST_SECOND = 1_704_067_200;
  static final int DAYS = 60;
  static final int SECONDS_OF_DAY = 86_400;

  static final String[] STATUS = {"PLACED", "PAID", "SHIPPED", "DELIVERED", "CANCELLED"};
  private static final String[] CITIES = {"Berlin", "Paris", "Zürich", "München", "東京", "Austin"};
  private static final String[] TAGS = {"app", "b2b", "eu", "promo", "us", "vip", "web"};

  /** The second byte of a UUID's third and fourth group tells version and variant. */
  private static final String UUID_VERSION = "-4";

  private final byte[] signature = new byte[24];

  @Override
  public void write(long number, SplittableRandom random, ItemLines lines) {
    long updated = FIRST_SECOND + random.nextInt(DAYS * SECONDS_OF_DAY);
    long created = updated - random.nextInt(5 * SECONDS_OF_DAY);
    int count = 1 + random.nextInt(4);
    lines.beginItem();
    customer(random.nextLong(), lines);
    lines.open("sk", "S").text("ORDER#").time(created).text("#").digits(number, 9).close();
    orderId(random, lines);
    lines.string("status", STATUS[random.nextInt(STATUS.length)]);
    lines.decimal("total", 100 + random.nextInt(500_000), 2);
    lines.number("itemCount", count);
    lines.open("createdAt", "S").time(created).text("Z").close();
    lines.open("updatedAt", "S").time(updated).text(".");
    lines.digits(random.nextInt(1_000), 3).text("Z").close();
    lines.number("ttl", updated + 365L * SECONDS_OF_DAY);
    lines.bool("gift", random.nextInt(10) == 0);
    address(random, lines);
    positions(count, random, lines);
    sometimes(random, lines);
    lines.endItem();
  }

  private static void customer(long id, ItemLines lines) {
    lines.open("customerId", "S").hex(id, 8).text("-").hex(id >>> 32, 4).text("-");
    lines.hex(id >>> 48, 4).close();
  }

  private static void orderId(SplittableRandom random, ItemLines lines) {
    long high = random.nextLong();
    long low = random.nextLong();
    lines.open("orderId", "S").hex(high, 8).text("-").hex(high >>> 32, 4).text(UUID_VERSION);
    lines.hex(high >>> 48, 3).text("-a").hex(low, 3).text("-").hex(low >>> 12, 12).close();
  }

  private static void address(SplittableRandom random, ItemLines lines) {
    lines.beginMap("address");
    lines.open("street", "S").number(random.nextInt(9_999)).text(" Main St").close();
    lines.string("city", CITIES[random.nextInt(CITIES.length)]);
    lines.open("zip", "S").digits(random.nextInt(100_000), 5).close();
    lines.beginMap("geo");
    lines.decimal("lat", random.nextInt(180_000_000) - 90_000_000, 6);
    lines.decimal("lon", random.nextInt(360_000_000) - 180_000_000, 6);
    lines.endMap().endMap();
  }

  private static void positions(int count, SplittableRandom random, ItemLines lines) {
    lines.beginList("lines");
    for (int i = 0; i < count; i++) {
      lines.beginMap();
      lines.open("sku", "S").text("SKU-").digits(random.nextInt(100_000), 6).close();
      lines.number("qty", 1 + random.nextInt(8));
      lines.decimal("price", 100 + random.nextInt(50_000), 2);
      lines.endMap();
    }
    lines.endList();
  }

  private void sometimes(SplittableRandom random, ItemLines lines) {
    if (random.nextBoolean()) {
      lines.beginStrings("tags");
      int tag = random.nextInt(3);
      for (int left = 1 + random.nextInt(3); left > 0; left--) {
        lines.member(TAGS[tag]);
        tag += 1 + random.nextInt(2);
      }
      lines.endList();
    }
    if (random.nextInt(10) < 3) {
      lines.open("note", "S").escaped("Please \"ring\" twice\n");
      lines.filling(random.nextInt(80)).text("é").close();
    }
    int coupon = random.nextInt(10);
    if (coupon == 0) {
      lines.nothing("coupon");
    } else if (coupon == 1) {
      lines.open("coupon", "S").text("C").number(random.nextInt(1_000)).close();
    }
    if (random.nextInt(5) == 0) {
      random.nextBytes(signature);
      lines.binary("sig", signature);
    }
  }
}
