package io.dynalake.bench.peer;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers that programs print in lines of their own, {@code name=number}. */
final class Printed {
  private Printed() {}

  static void print(String name, long number) {
    System.out.println(name + "=" + number);
  }

  static long number(String printed, String name) {
    Matcher line = Pattern.compile("^" + name + "=([0-9]+)$", Pattern.MULTILINE).matcher(printed);
    if (!line.find()) {
      throw new IllegalStateException("no line " + name + "=… in:\n" + printed);
    }
    return Long.parseLong(line.group(1));
  }
}
