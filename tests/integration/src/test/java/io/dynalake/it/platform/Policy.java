package io.dynalake.it.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.fault.Operation;
import io.dynalake.testsupport.fault.Operation.Service;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A policy of {@code conf/aws/iam}, as IAM evaluates it. */
record Policy(List<Statement> statements) {
  private static final Map<String, String> ACTIONS_OF_S3 =
      Map.ofEntries(
          Map.entry("GetObject", "GetObject"),
          Map.entry("HeadObject", "GetObject"),
          Map.entry("PutObject", "PutObject"),
          Map.entry("CopyObject", "PutObject"),
          Map.entry("CreateMultipartUpload", "PutObject"),
          Map.entry("UploadPart", "PutObject"),
          Map.entry("CompleteMultipartUpload", "PutObject"),
          Map.entry("AbortMultipartUpload", "AbortMultipartUpload"),
          Map.entry("ListParts", "ListMultipartUploadParts"),
          Map.entry("DeleteObject", "DeleteObject"),
          Map.entry("DeleteObjects", "DeleteObject"),
          Map.entry("HeadBucket", "ListBucket"),
          Map.entry("ListObjects", "ListBucket"),
          Map.entry("ListMultipartUploads", "ListBucketMultipartUploads"));

  /** Allows these actions on these resources, which may have stars. */
  record Statement(String name, List<String> actions, List<String> resources) {
    boolean allows(Permission permission) {
      return actions.contains(permission.action())
          && resources.stream().anyMatch(pattern -> matches(pattern, permission.resource()));
    }
  }

  /** What a request has to be allowed. */
  record Permission(String action, String resource) {}

  /**
   * Reads a policy.
   *
   * @param names the values of the names in it
   */
  static Policy of(String job, Map<String, String> names) {
    String text = Project.text("conf/aws/iam/" + job + ".json");
    for (Map.Entry<String, String> name : names.entrySet()) {
      text = text.replace("${" + name.getKey() + "}", name.getValue());
    }
    try {
      List<Statement> statements = new ArrayList<>();
      for (JsonNode each : new ObjectMapper().readTree(text).path("Statement")) {
        statements.add(
            new Statement(
                each.path("Sid").asText(),
                texts(each.path("Action")),
                texts(each.path("Resource"))));
      }
      return new Policy(statements);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(job, e);
    }
  }

  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node.isArray() ? node : List.of(node)) {
      texts.add(each.isTextual() ? each.asText() : each.path("Fn::Sub").asText());
    }
    return texts;
  }

  Set<String> actions() {
    return statements.stream()
        .flatMap(each -> each.actions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean allows(Permission permission) {
    return statements.stream().anyMatch(each -> each.allows(permission));
  }

  /** What it allows beyond these: actions of statements, each as {@code name: action}. */
  Set<String> beyond(List<Permission> needed) {
    Set<String> beyond = new TreeSet<>();
    for (Statement statement : statements) {
      for (String action : statement.actions()) {
        if (needed.stream().noneMatch(n -> n.action().equals(action) && statement.allows(n))) {
          beyond.add(statement.name() + ": " + action);
        }
      }
    }
    return beyond;
  }

  private static boolean matches(String pattern, String resource) {
    String regex =
        Arrays.stream(pattern.split("\\*", -1))
            .map(Pattern::quote)
            .collect(Collectors.joining(".*"));
    return resource.matches(regex);
  }

  /**
   * What these permissions are of a request: by the service authorization reference.
   *
   * @param tables what the ARNs of tables begin with
   */
  static List<Permission> of(Operation operation, String tables) {
    if (operation.service() == Service.S3) {
      String action = ACTIONS_OF_S3.get(operation.name());
      String resource = "arn:aws:s3:::" + operation.resource().replaceFirst("/$", "");
      return List.of(
          new Permission(
              "s3:" + (action == null ? operation.name() : action),
              // Objects are named in its body.
              operation.name().equals("DeleteObjects") ? resource + "/any" : resource));
    }
    // A transaction is allowed by what it does; those of the ledger put.
    String action = operation.name().equals("TransactWriteItems") ? "PutItem" : operation.name();
    return Arrays.stream(operation.resource().split(",", -1))
        .map(table -> table.startsWith("arn:") ? table : tables + table)
        .map(resource -> new Permission("dynamodb:" + action, resource))
        .toList();
  }
}
