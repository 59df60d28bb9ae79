package io.dynalake.bench.data;

import java.util.SplittableRandom;

/**
 * Devices that report what they have: a table of 400 attributes, of which an item has its key and
 * about forty others, each a scalar whose type follows from its number.
 */
public final class Devices implements Items {
  public static final int ATTRIBUTES = 400;

  /** Steps between attributes are 1 to 19, so one in ten is present. */
  private static final int MOST_STEP = 19;

  private static final String[] MODES = {"eco", "comfort", "boost", "off"};

  private static final Kind[] KINDS = Kind.values();

  /** What an attribute holds. */
  public enum Kind {
    CODE,
    COUNT,
    MEASURE,
    FLAG,
    TIME,
    MODE
  }

  /** The name of an attribute. */
  public static String name(int attribute) {
    return "a%03d_%s"
        .formatted(attribute, kind(attribute).name().toLowerCase(java.util.Locale.ROOT));
  }

  public static Kind kind(int attribute) {
    return KINDS[attribute % KINDS.length];
  }

  private final String[] names = new String[ATTRIBUTES];

  Devices() {
    for (int i = 0; i < ATTRIBUTES; i++) {
      names[i] = name(i);
    }
  }

  @Override
  public void write(long number, SplittableRandom random, ItemLines lines) {
    lines.beginItem();
    lines.open("device", "S").text("device-").digits(number, 10).close();
    for (int i = random.nextInt(MOST_STEP); i < ATTRIBUTES; i += 1 + random.nextInt(MOST_STEP)) {
      attribute(i, random, lines);
    }
    lines.endItem();
  }

  private void attribute(int attribute, SplittableRandom random, ItemLines lines) {
    String name = names[attribute];
    switch (kind(attribute)) {
      case CODE -> lines.open(name, "S").hex(random.nextInt(), 8).close();
      case COUNT -> lines.number(name, random.nextInt(1_000_000));
      case MEASURE -> lines.decimal(name, random.nextInt(2_000_000) - 1_000_000, 3);
      case FLAG -> lines.bool(name, random.nextBoolean());
      case TIME -> {
        long second = Orders.FIRST_SECOND + random.nextInt(Orders.DAYS * Orders.SECONDS_OF_DAY);
        lines.open(name, "S").time(second).text("Z").close();
      }
      case MODE -> lines.string(name, MODES[random.nextInt(MODES.length)]);
    }
  }
}
