package io.dynalake.it.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Commands of the AWS CLI in the texts exist, and so do their options. The CLI makes its commands
 * of the same models of services as the SDK its classes, which S3A brings along.
 */
class AwsCommandsTest {
  private static final Pattern COMMAND =
      Pattern.compile("(?m)(?<![\\w/.-])aws ([a-z][a-z0-9-]+) ([a-z][a-z0-9-]+)(.*)$");
  private static final Pattern OPTION = Pattern.compile("(?<=\\s)--([a-z][a-z0-9-]*)");

  /** Packages of services, in the first SDK and in the second one. */
  private static final Map<String, List<String>> PACKAGES =
      Map.of(
          "athena", List.of("athena"),
          "cloudwatch", List.of("cloudwatch"),
          "dynamodb", List.of("dynamodbv2", "dynamodb"),
          "emr-serverless", List.of("emrserverless"),
          "glue", List.of("glue"),
          "iam", List.of("identitymanagement", "iam"),
          "sns", List.of("sns"),
          "stepfunctions", List.of("stepfunctions", "sfn"),
          "sts", List.of("securitytoken", "sts"));

  /** Commands that the CLI does not make of a model, with the options of theirs that are used. */
  private static final Map<String, Set<String>> OF_THE_CLI =
      Map.of(
          "logs tail", Set.of("since"),
          "s3 cp", Set.of("recursive"),
          "s3 sync", Set.of("exclude"),
          "s3api create-bucket", Set.of("bucket", "create-bucket-configuration"),
          "cloudformation package", Set.of("template-file", "s3-bucket", "output-template-file"),
          "cloudformation deploy",
              Set.of("template-file", "stack-name", "capabilities", "parameter-overrides"),
          "emr create-cluster",
              Set.of(
                  "name",
                  "release-label",
                  "applications",
                  "use-default-roles",
                  "instance-type",
                  "instance-count",
                  "configurations"),
          "emr add-steps", Set.of("cluster-id", "steps"),
          // Its model calls it endpoint, which the CLI has for all commands.
          "sns subscribe", Set.of("topic-arn", "protocol", "notification-endpoint"));

  private static final Set<String> OF_ALL =
      Set.of("query", "output", "region", "profile", "cli-input-json");

  @Test
  void existWithTheirOptions() {
    List<String> unknown = new ArrayList<>();
    Set<String> seen = new TreeSet<>();
    for (Path file : texts()) {
      // A command goes on behind a backslash; what is quoted are values.
      String text =
          Project.text(file).replaceAll("\\\\\\R\\s*", " ").replaceAll("'[^'\\n]*'", "VALUE");
      Matcher command = COMMAND.matcher(text);
      while (command.find()) {
        String name = command.group(1) + " " + command.group(2);
        seen.add(name);
        Matcher option = OPTION.matcher(command.group(3));
        List<String> options = new ArrayList<>();
        while (option.find()) {
          options.add(option.group(1));
        }
        unknown(command.group(1), command.group(2), options)
            .forEach(what -> unknown.add(file.getFileName() + ": aws " + name + " " + what));
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(seen).contains("glue create-trigger", "emr-serverless start-job-run", "s3 cp");
  }

  @Test
  void areUnderstoodByAShell() {
    for (Path file : texts()) {
      for (String block : Project.text(file).split("(?m)^(?! {4}|$).*$")) {
        if (block.contains("aws ")) {
          String script = block.replaceAll("(?m)^ {4}", "");
          Shell.Outcome read = Shell.run(Map.of(), List.of("bash", "-nc", script));
          assertThat(read.output()).as(script).isEmpty();
        }
      }
    }
  }

  private static List<Path> texts() {
    return Stream.concat(
            Stream.of(Project.path("README.md")),
            Stream.of("glue-scripts", "conf/aws", "conf/emr")
                .flatMap(folder -> Project.files(folder).stream()))
        .filter(file -> file.toString().endsWith(".md"))
        .toList();
  }

  private static List<String> unknown(String service, String operation, List<String> options) {
    String name = service + " " + operation;
    Set<String> known;
    if (OF_THE_CLI.containsKey(name)) {
      known = OF_THE_CLI.get(name);
    } else if (PACKAGES.containsKey(service)) {
      known = members(service, operation);
    } else {
      return List.of("(neither a known service nor a command of the CLI)");
    }
    if (known.isEmpty() && !options.stream().allMatch(OF_ALL::contains)) {
      return List.of("(no such command)");
    }
    return options.stream()
        .filter(option -> !OF_ALL.contains(option))
        .filter(option -> !known.contains(option) && !known.contains(option.replace("-", "")))
        .map(option -> "--" + option)
        .toList();
  }

  /** Names of the members of a request, in lower case; none if there is no such request. */
  private static Set<String> members(String service, String operation) {
    String request =
        Arrays.stream(operation.split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining())
            + "Request";
    for (String name : PACKAGES.getOrDefault(service, List.of())) {
      for (String sdk : List.of("com.amazonaws", "software.amazon.awssdk")) {
        try {
          Class<?> found = Class.forName(sdk + ".services." + name + ".model." + request);
          return Arrays.stream(found.getMethods())
              .map(method -> method.getName().replaceFirst("^get", "").toLowerCase(Locale.ROOT))
              .collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
          // The next one may have it.
        }
      }
    }
    return Set.of();
  }
}
