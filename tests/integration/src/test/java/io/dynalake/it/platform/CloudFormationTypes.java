package io.dynalake.it.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The types of CloudFormation's resources and their properties at whatever depth, as AWS describes
 * them to the libraries of its CDK. Those spell names in other cases, so cases are not checked.
 */
final class CloudFormationTypes {
  private static final String VERSION = "1.204.0";

  /** Younger than that: the properties at the top, by the documentation. */
  private static final Map<String, Set<String>> YOUNGER =
      Map.of(
          "AWS::Scheduler::Schedule",
          Set.of(
              "Description",
              "EndDate",
              "FlexibleTimeWindow",
              "GroupName",
              "KmsKeyArn",
              "Name",
              "ScheduleExpression",
              "ScheduleExpressionTimezone",
              "StartDate",
              "State",
              "Target"));

  private final ObjectMapper json = new ObjectMapper();
  private final Map<String, JsonNode> types = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int checked;

  /** What was found wrong so far. */
  List<String> wrong() {
    return List.copyOf(wrong);
  }

  /** How many properties were looked at. */
  int checked() {
    return checked;
  }

  /** Checks a resource of a template. */
  void check(String name, JsonNode resource) {
    String type = resource.path("Type").asText();
    JsonNode given = resource.path("Properties");
    Set<String> younger = YOUNGER.get(type);
    if (younger != null) {
      given.fieldNames().forEachRemaining(each -> known(name, each, younger.contains(each)));
      return;
    }
    String[] parts = type.split("::", -1);
    String service = parts[1].toLowerCase(Locale.ROOT);
    String module = "@aws-cdk/aws-" + service;
    if (types.keySet().stream().noneMatch(known -> known.startsWith(module + "."))) {
      load(service);
    }
    JsonNode properties = types.get(module + ".Cfn" + parts[2] + "Props");
    if (properties == null) {
      wrong.add(name + ": there is no type " + type);
    } else {
      checkMembers(name, given, properties);
    }
  }

  private void known(String path, String property, boolean known) {
    checked++;
    if (!known) {
      wrong.add(path + ": there is no property " + property);
    }
  }

  private void checkMembers(String path, JsonNode given, JsonNode type) {
    Map<String, JsonNode> members = new HashMap<>();
    for (JsonNode member : type.path("properties")) {
      members.put(member.path("name").asText().toLowerCase(Locale.ROOT), member);
    }
    given
        .fields()
        .forEachRemaining(
            field -> {
              JsonNode member = members.remove(field.getKey().toLowerCase(Locale.ROOT));
              known(path, field.getKey(), member != null);
              if (member != null) {
                check(path + "." + field.getKey(), field.getValue(), member.path("type"));
              }
            });
    members.values().stream()
        .filter(member -> !member.path("optional").asBoolean())
        .forEach(member -> wrong.add(path + ": lacks " + member.path("name").asText()));
  }

  private void check(String path, JsonNode value, JsonNode type) {
    if (isFunction(value)) {
      return;
    }
    JsonNode fitting = type;
    if (type.has("union")) {
      for (JsonNode each : type.at("/union/types")) {
        boolean resolved = each.path("fqn").asText().equals("@aws-cdk/core.IResolvable");
        fitting = !resolved && fits(value, each) ? each : fitting;
      }
    }
    JsonNode members = types.get(fitting.path("fqn").asText());
    if (!fits(value, fitting)) {
      wrong.add(path + ": is of a wrong kind");
    } else if (members != null && value.isObject()) {
      checkMembers(path, value, members);
    } else if (fitting.has("collection")) {
      for (JsonNode element : value) {
        checked++;
        check(path + "[]", element, fitting.at("/collection/elementtype"));
      }
    }
  }

  private static boolean isFunction(JsonNode value) {
    String name = value.isObject() && value.size() == 1 ? value.fieldNames().next() : "";
    return name.equals("Ref") || name.startsWith("Fn::");
  }

  private static boolean fits(JsonNode value, JsonNode type) {
    return switch (type.path("primitive").asText()) {
      case "any", "json" -> true;
      case "string" -> value.isTextual();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default ->
          type.at("/collection/kind").asText().equals("array")
              ? value.isArray()
              : value.isObject() && !type.has("union");
    };
  }

  private void load(String service) {
    String file =
        "/software/amazon/awscdk/services/%1$s/aws-%1$s@%2$s.jsii.tgz".formatted(service, VERSION);
    try (InputStream archive = CloudFormationTypes.class.getResourceAsStream(file)) {
      if (archive == null) {
        throw new AssertionError(file + ": is not on the class path");
      }
      load(archive);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void load(InputStream archive) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new GZIPInputStream(archive))) {
      for (ArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        boolean packed = entry.getName().equals("package/.jsii.gz");
        if (packed || entry.getName().equals("package/.jsii")) {
          byte[] content = packed ? new GZIPInputStream(tar).readAllBytes() : tar.readAllBytes();
          json.readTree(content)
              .path("types")
              .fields()
              .forEachRemaining(type -> types.put(type.getKey(), type.getValue()));
        }
      }
    }
  }
}
