package io.dynalake.bench.data;

import java.util.SplittableRandom;

/** Readings of sensors: six small attributes, flat, in every item. */
final class Readings implements Items {
  private static final int SENSORS = 50_000;
  private static final String[] STATES = {"ok", "low-battery", "offline"};

  @Override
  public void write(long number, SplittableRandom random, ItemLines lines) {
    lines.beginItem();
    lines.open("sensor", "S").text("S").digits(random.nextInt(SENSORS), 6).close();
    lines.number("at", Orders.FIRST_SECOND * 1_000 + number * 137);
    lines.decimal("temperature", random.nextInt(600) - 200, 1);
    lines.number("humidity", random.nextInt(101));
    lines.bool("charging", random.nextInt(4) == 0);
    lines.string("state", STATES[random.nextInt(20) < 18 ? 0 : 1 + random.nextInt(2)]);
    lines.endItem();
  }
}
