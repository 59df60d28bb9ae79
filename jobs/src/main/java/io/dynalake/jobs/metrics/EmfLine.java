package io.dynalake.jobs.metrics;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;

/**
 * A line of CloudWatch's embedded metric format, of which CloudWatch Logs makes metrics
 * ("Specification: Embedded metric format", Amazon CloudWatch User Guide).
 *
 * @param job the dimension of all metrics
 * @param table another dimension; "" where it is not known
 * @param properties what can be searched for, and is no dimension: each value of a dimension makes
 *     metrics of their own, which are paid for
 */
record EmfLine(
    Instant time,
    String job,
    String table,
    Map<Metric, Double> metrics,
    Map<String, Object> properties) {
  static final String NAMESPACE = "Dynalake";
  private static final String JOB = "Job";
  private static final String TABLE = "Table";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Without a line feed. */
  String text() {
    ObjectNode root = MAPPER.createObjectNode();
    ObjectNode metadata = root.putObject("_aws");
    metadata.put("Timestamp", time.toEpochMilli());
    ObjectNode directive = metadata.putArray("CloudWatchMetrics").addObject();
    directive.put("Namespace", NAMESPACE);
    ArrayNode dimensions = directive.putArray("Dimensions");
    dimensions.addArray().add(JOB);
    root.put(JOB, job);
    if (!table.isEmpty()) {
      dimensions.addArray().add(JOB).add(TABLE);
      root.put(TABLE, table);
    }
    ArrayNode definitions = directive.putArray("Metrics");
    metrics.forEach(
        (metric, value) -> {
          definitions.addObject().put("Name", metric.title()).put("Unit", metric.unit());
          put(root, metric.title(), value);
        });
    properties.forEach(root::putPOJO);
    try {
      return MAPPER.writeValueAsString(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("metrics are not writable as JSON", e);
    }
  }

  private static void put(ObjectNode root, String name, double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
      root.put(name, (long) value);
    } else {
      root.put(name, value);
    }
  }
}
