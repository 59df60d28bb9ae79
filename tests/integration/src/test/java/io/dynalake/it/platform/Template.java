package io.dynalake.it.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A template of CloudFormation with what it includes put in, as CloudFormation does it first; short
 * forms of functions are made long ones.
 */
record Template(JsonNode root) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern NAME = Pattern.compile("\\$\\{([^!}][^}]*)}");

  static Template read(String path) {
    Object root = new Yaml(new Functions()).load(Project.text(path));
    Path folder = Project.path(path).resolveSibling("");
    return new Template(included(JSON.valueToTree(root), folder));
  }

  private static final class Functions extends SafeConstructor {
    Functions() {
      super(new LoaderOptions());
      yamlMultiConstructors.put("!", new Function());
    }

    private final class Function extends AbstractConstruct {
      @Override
      public Object construct(Node node) {
        String name = node.getTag().getValue().substring(1);
        Object value =
            node instanceof ScalarNode scalar
                ? scalar.getValue()
                : node instanceof SequenceNode sequence
                    ? constructSequence(sequence)
                    : constructMapping((MappingNode) node);
        if (name.equals("GetAtt") && value instanceof String text) {
          value = List.of(text.split("\\.", 2));
        }
        return Map.of(name.equals("Ref") ? name : "Fn::" + name, value);
      }
    }
  }

  private static JsonNode included(JsonNode value, Path folder) {
    JsonNode location = value.at("/Fn::Transform/Parameters/Location");
    if (location.isTextual()) {
      return Project.json(folder.resolve(location.asText()));
    }
    if (value instanceof ObjectNode object) {
      object.fields().forEachRemaining(e -> e.setValue(included(e.getValue(), folder)));
    } else if (value instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, included(array.get(i), folder));
      }
    }
    return value;
  }

  JsonNode section(String name) {
    return root.path(name);
  }

  JsonNode resource(String name) {
    return root.path("Resources").path(name);
  }

  /** The resources of a type, by name. */
  Map<String, JsonNode> resources(String type) {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    section("Resources")
        .fields()
        .forEachRemaining(
            resource -> {
              if (resource.getValue().path("Type").asText().equals(type)) {
                resources.put(resource.getKey(), resource.getValue());
              }
            });
    return resources;
  }

  /** Calls back for each function: with its name and its argument. */
  void functions(BiConsumer<String, JsonNode> each) {
    walk(root, each);
  }

  private static void walk(JsonNode value, BiConsumer<String, JsonNode> each) {
    value
        .fields()
        .forEachRemaining(
            field -> {
              if (field.getKey().equals("Ref") || field.getKey().startsWith("Fn::")) {
                each.accept(field.getKey(), field.getValue());
              }
            });
    value.forEach(below -> walk(below, each));
  }

  /** The names in the text of a Sub. */
  static List<String> names(String text) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
