package io.dynalake.schema;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How attributes are named as columns. Readers ignore case: of names that differ only by case all
 * but one get a suffix, {@code _2}, {@code _3} and so on.
 */
public enum ColumnNames {
  /** The attribute's name as it is. */
  PRESERVE {
    @Override
    public String base(String attribute) {
      return attribute.isEmpty() ? "_" : attribute;
    }
  },
  /** Lower case, accents stripped, everything but a–z, 0–9 and _ replaced by _. */
  ATHENA {
    @Override
    public String base(String attribute) {
      String plain = Normalizer.normalize(attribute, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
      String name = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
      return name.isEmpty() ? "_" : name;
    }
  };

  /** The name of an attribute that no other one is called like. */
  public abstract String base(String attribute);

  /**
   * Names the attributes of one level. Attributes that keep their name as it is come before those
   * that would have to change it, the rest is decided by the order given: the result depends on
   * nothing else.
   *
   * @param attributes distinct, in order of precedence
   * @param fixed names that are given already, by attribute; they may be of other attributes too
   */
  public Map<String, String> assign(List<String> attributes, Map<String, String> fixed) {
    Set<String> taken = new HashSet<>();
    fixed.values().forEach(name -> taken.add(fold(name)));
    Map<String, List<String>> groups = new LinkedHashMap<>();
    for (String attribute : attributes) {
      if (!fixed.containsKey(attribute)) {
        groups.computeIfAbsent(fold(base(attribute)), k -> new ArrayList<>()).add(attribute);
      }
    }
    Set<String> reserved = new HashSet<>(taken);
    reserved.addAll(groups.keySet());
    Map<String, String> names = new HashMap<>(fixed);
    groups.forEach(
        (folded, group) -> {
          List<String> ordered = new ArrayList<>();
          group.stream().filter(a -> a.equals(base(a))).forEach(ordered::add);
          group.stream().filter(a -> !a.equals(base(a))).forEach(ordered::add);
          boolean free = !taken.contains(folded);
          int suffix = 2;
          for (String attribute : ordered) {
            String name = base(attribute);
            for (; !free && reserved.contains(fold(name)); suffix++) {
              name = base(attribute) + "_" + suffix;
            }
            free = false;
            reserved.add(fold(name));
            names.put(attribute, name);
          }
        });
    return names;
  }

  /** The form in which readers compare names. */
  static String fold(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
