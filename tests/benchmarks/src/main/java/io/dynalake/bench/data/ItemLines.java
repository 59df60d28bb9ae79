package io.dynalake.bench.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.item.ItemFormat;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes items in DynamoDB's JSON, one in a line, as bytes: a tree per item would take longer than
 * compressing it. Texts must not need to be escaped, but for those given to {@link #escaped}.
 */
class ItemLines {
  private static final int MOST_DIGITS = 19;
  private static final long SECONDS_OF_DAY = 86_400;

  private final byte[] digits = new byte[MOST_DIGITS];
  private byte[] bytes = new byte[1 << 17];
  private int length;

  /** Writes lines of this format. */
  static ItemLines in(ItemFormat format) {
    return format == ItemFormat.ION ? new IonItemLines() : new ItemLines();
  }

  /** The lines, up to {@link #length}. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  ItemLines beginItem() {
    return text("{\"Item\":{");
  }

  void endItem() {
    text("}}\n");
  }

  /** Begins a scalar that is written in quotes: S, in JSON also N and B; {@link #close} ends it. */
  ItemLines open(String name, String type) {
    return name(name).text("{\"").text(type).text("\":\"");
  }

  ItemLines close() {
    return text("\"}");
  }

  ItemLines string(String name, String value) {
    return open(name, "S").text(value).close();
  }

  ItemLines number(String name, long value) {
    return open(name, "N").number(value).close();
  }

  /** The number unscaled · 10^-scale, with all its fraction digits. */
  ItemLines decimal(String name, long unscaled, int scale) {
    open(name, "N");
    if (unscaled < 0) {
      text("-");
    }
    long unit = 1;
    for (int i = 0; i < scale; i++) {
      unit *= 10;
    }
    long magnitude = Math.abs(unscaled);
    return number(magnitude / unit).text(".").digits(magnitude % unit, scale).close();
  }

  ItemLines bool(String name, boolean value) {
    return name(name).text(value ? "{\"BOOL\":true}" : "{\"BOOL\":false}");
  }

  ItemLines nothing(String name) {
    return name(name).text("{\"NULL\":true}");
  }

  ItemLines binary(String name, byte[] value) {
    open(name, "B");
    append(Base64.getEncoder().encode(value));
    return close();
  }

  /** Begins SS, whose members are written by {@link #member}. */
  ItemLines beginStrings(String name) {
    return name(name).text("{\"SS\":[");
  }

  ItemLines member(String value) {
    return comma().text("\"").text(value).text("\"");
  }

  ItemLines beginMap(String name) {
    return name(name).text("{\"M\":{");
  }

  /** Begins a map that is an element of a list. */
  ItemLines beginMap() {
    return comma().text("{\"M\":{");
  }

  ItemLines endMap() {
    return text("}}");
  }

  ItemLines beginList(String name) {
    return name(name).text("{\"L\":[");
  }

  /** Ends a list or a set. */
  ItemLines endList() {
    return text("]}");
  }

  ItemLines text(String text) {
    int count = text.length();
    reserve(count);
    for (int i = 0; i < count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        append(text.substring(i).getBytes(UTF_8));
        return this;
      }
      bytes[length++] = (byte) c;
    }
    return this;
  }

  /** A text with quotes and newlines in it. */
  ItemLines escaped(String text) {
    return text(text.replace("\"", "\\\"").replace("\n", "\\n"));
  }

  /** As many x. */
  ItemLines filling(int count) {
    reserve(count);
    Arrays.fill(bytes, length, length + count, (byte) 'x');
    length += count;
    return this;
  }

  ItemLines number(long value) {
    if (value < 0) {
      return text("-").number(-value);
    }
    int width = 1;
    for (long rest = value / 10; rest > 0; rest /= 10) {
      width++;
    }
    return digits(value, width);
  }

  /** The last digits of a number that is not negative, with zeros in front. */
  ItemLines digits(long value, int width) {
    long rest = value;
    for (int i = width - 1; i >= 0; i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return append(digits, width);
  }

  /** The lowest hexadecimal digits. */
  ItemLines hex(long value, int width) {
    long rest = value;
    for (int i = width - 1; i >= 0; i--) {
      digits[i] = (byte) Character.forDigit((int) (rest & 15), 16);
      rest >>>= 4;
    }
    return append(digits, width);
  }

  /** A date and time as ISO-8601 has it, to the second and without a zone. */
  ItemLines time(long epochSeconds) {
    long day = Math.floorDiv(epochSeconds, SECONDS_OF_DAY);
    long second = Math.floorMod(epochSeconds, SECONDS_OF_DAY);
    // Days since 0000-03-01, so that the leap day ends a year; eras of 400 years.
    long shifted = day + 719_468;
    long era = Math.floorDiv(shifted, 146_097);
    long dayOfEra = shifted - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long month = (5 * dayOfYear + 2) / 153;
    long dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
    long year = yearOfEra + era * 400 + (month < 10 ? 0 : 1);
    digits(year, 4).text("-").digits(month < 10 ? month + 3 : month - 9, 2).text("-");
    digits(dayOfMonth, 2).text("T").digits(second / 3_600, 2).text(":");
    return digits(second / 60 % 60, 2).text(":").digits(second % 60, 2);
  }

  ItemLines name(String name) {
    return comma().text("\"").text(name).text("\":");
  }

  /** Unless nothing stands before. */
  final ItemLines comma() {
    byte last = bytes[length - 1];
    return last == '{' || last == '[' ? this : text(",");
  }

  final ItemLines append(byte[] more) {
    return append(more, more.length);
  }

  private ItemLines append(byte[] more, int count) {
    reserve(count);
    System.arraycopy(more, 0, bytes, length, count);
    length += count;
    return this;
  }

  private void reserve(int count) {
    if (length + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
    }
  }
}
