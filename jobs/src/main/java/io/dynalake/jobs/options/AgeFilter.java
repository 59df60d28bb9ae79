package io.dynalake.jobs.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.scan.ScanRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets a scan leave out what is surely too young: texts in ISO-8601 are compared as texts, numbers
 * as seconds, milliseconds or microseconds by their size. What it lets through is judged by what it
 * means, once more.
 */
final class AgeFilter {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Smaller numbers are seconds, larger ones milliseconds; likewise the other. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private static final long LEAST_MICROS = 100_000_000_000_000L;

  private static final String FILTER =
      "(#dlAge < :dlText OR #dlAge < :dlSeconds OR #dlAge BETWEEN :dlLeastMillis AND :dlMillis OR"
          + " #dlAge BETWEEN :dlLeastMicros AND :dlMicros)";

  private AgeFilter() {}

  static ScanRequest add(ScanRequest request, String attribute, Instant before) {
    Map<String, String> names = new HashMap<>(request.names());
    names.put("#dlAge", attribute);
    String filter =
        request.filterOrNull() == null ? FILTER : "(" + request.filterOrNull() + ") AND " + FILTER;
    return new ScanRequest(
        request.table(),
        request.indexOrNull(),
        filter,
        request.projectionOrNull(),
        names,
        values(request, before),
        request.consistency());
  }

  private static String values(ScanRequest request, Instant before) {
    try {
      ObjectNode values =
          request.valuesOrNull() == null
              ? JSON.createObjectNode()
              : (ObjectNode) JSON.readTree(request.valuesOrNull());
      // Texts of a day without a time are smaller than those with one.
      values.putObject(":dlText").put("S", before.plus(1, ChronoUnit.DAYS).toString());
      number(values, ":dlSeconds", before.getEpochSecond());
      number(values, ":dlLeastMillis", LEAST_MILLIS);
      number(values, ":dlMillis", before.toEpochMilli());
      number(values, ":dlLeastMicros", LEAST_MICROS);
      number(values, ":dlMicros", before.toEpochMilli() * 1_000);
      return JSON.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("values that were read before", e);
    }
  }

  private static void number(ObjectNode values, String name, long number) {
    values.putObject(name).put("N", Long.toString(number));
  }
}
