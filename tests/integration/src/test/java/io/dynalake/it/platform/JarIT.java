package io.dynalake.it.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.package$;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code dynalake.jar} holds: it has to get along with whatever a platform brings. */
final class JarIT {
  private static final Path JAR = Path.of(System.getProperty("dynalake.jar"));

  /** SQLite finds its native code by its own name, and HTTP's client that list by its place. */
  private static final Pattern OURS =
      Pattern.compile(
          "io/dynalake/.*|org/sqlite/.*|sqlite-jdbc\\.properties"
              + "|mozilla/public-suffix-list\\.txt"
              + "|META-INF/(MANIFEST\\.MF|LICENSE|THIRD-PARTY\\.txt|licenses/.*|sbom/.*|services/.*)");

  /** Names of classes that the jar has under other names only. */
  private static final Pattern RELOCATED =
      Pattern.compile(
          "(?<![\\w/])L?(software/amazon/awssdk|org/apache/http|org/apache/hadoop/dynamodb"
              + "|org/postgresql|com/zaxxer/hikari|com/google/gson|org/joda/time|picocli)"
              + "(/[a-z0-9_]+)*/[A-Z]\\w+");

  /** Left over where javac has put its constants in; no code refers to it. */
  private static final String UNUSED = "org/apache/hadoop/dynamodb/DynamoDBConstants";

  private static final String SERVICES = "META-INF/services/";

  private static JarFile jar;
  private static Set<String> names;

  @BeforeAll
  static void open() throws IOException {
    jar = new JarFile(JAR.toFile());
    names =
        jar.stream()
            .filter(entry -> !entry.isDirectory())
            .map(JarEntry::getName)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @AfterAll
  static void close() throws IOException {
    jar.close();
  }

  private static byte[] content(String name) throws IOException {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static String text(String name) throws IOException {
    return new String(content(name), UTF_8);
  }

  @Test
  void isSmall() throws IOException {
    assertThat(Files.size(JAR)).isBetween(5_000_000L, 60_000_000L);
  }

  @Test
  void holdsNothingOfThePlatformsAndNoSignatures() {
    assertThat(names).allMatch(name -> OURS.matcher(name).matches());
    assertThat(names).noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void namesNoClassAsItWasBeforeItsRelocation() throws IOException {
    Set<String> mentioned = new TreeSet<>();
    for (String name : names) {
      if (name.endsWith(".class")) {
        Matcher matcher = RELOCATED.matcher(new String(content(name), ISO_8859_1));
        while (matcher.find()) {
          if (!matcher.group().equals(UNUSED)) {
            mentioned.add(name + ": " + matcher.group());
          }
        }
      }
    }
    assertThat(mentioned).isEmpty();
  }

  @Test
  void hasTheClassOfEveryService() throws IOException {
    Set<String> missing = new TreeSet<>();
    for (String name : names) {
      if (name.startsWith(SERVICES)) {
        for (String line : text(name).lines().toList()) {
          String provider = line.replaceFirst("#.*", "").strip();
          if (!provider.isEmpty() && !names.contains(provider.replace('.', '/') + ".class")) {
            missing.add(name + ": " + provider);
          }
        }
      }
    }
    assertThat(missing).isEmpty();
    assertThat(names)
        .contains(SERVICES + "org.apache.spark.sql.sources.DataSourceRegister")
        .contains(SERVICES + "io.dynalake.shaded.software.amazon.awssdk.http.SdkHttpService");
    assertThat(text(SERVICES + "java.sql.Driver")).contains("sqlite").contains("postgresql");
  }

  @Test
  void saysWhatItIsAndForWhichSpark() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    assertThat(names).contains(manifest.getValue("Main-Class").replace('.', '/') + ".class");
    assertThat(package$.MODULE$.SPARK_VERSION())
        .startsWith(manifest.getValue("Spark-Version") + ".");
    assertThat(scala.util.Properties.versionNumberString())
        .startsWith(manifest.getValue("Scala-Version") + ".");
    // Versions for newer Java were not relocated, and are left out.
    assertThat(manifest.getValue("Multi-Release")).isNull();
  }

  @Test
  void theLauncherRefusesASparkThatItDoesNotBuildFor() {
    Shell.Outcome refused =
        Shell.run(Map.of("DYNALAKE_SPARK", "3.4"), List.of("./dynalake", "--version"));
    assertThat(refused.exitCode()).isEqualTo(64);
    assertThat(refused.output()).contains("DYNALAKE_SPARK=3.4").contains("give 3.5 or 4.1");
  }

  /** Two builds are equal; what would tell them apart first is when they were made. */
  @Test
  void doesNotTellWhenItWasBuilt() {
    LocalDateTime given = LocalDateTime.of(2026, 1, 1, 0, 0);
    assertThat(jar.stream())
        .filteredOn(entry -> entry.getName().matches("META-INF/.*|io/dynalake/(?!shaded).*"))
        .hasSizeGreaterThan(500)
        .allMatch(entry -> !entry.getTimeLocal().isAfter(given));
  }

  @Test
  void tellsItsPartsAndTheirLicences() throws IOException {
    assertThat(names).as("mvn -o makes none").contains("META-INF/sbom/dynalake.cdx.json");
    JsonNode sbom = new ObjectMapper().readTree(content("META-INF/sbom/dynalake.cdx.json"));
    String thirdParty = text("META-INF/THIRD-PARTY.txt");
    Set<String> groups = new TreeSet<>();
    for (JsonNode part : sbom.path("components")) {
      String name = part.path("name").asText();
      groups.add(part.path("group").asText());
      if (!name.equals("dynalake-common")) {
        assertThat(thirdParty)
            .contains(
                part.path("group").asText() + ":" + name + ":" + part.path("version").asText());
      }
    }
    assertThat(groups)
        .contains("software.amazon.awssdk", "org.xerial", "org.postgresql", "info.picocli")
        .doesNotContain("org.apache.spark", "org.apache.hadoop", "org.scala-lang");
    assertThat(thirdParty).contains("emr-dynamodb-hadoop");
    assertThat(sbom.at("/metadata/component/name").asText()).isEqualTo("dynalake-jobs");

    // Licences that ask for their text to be handed on.
    for (String library : List.of("postgresql", "progressbar", "jline-terminal", "sqlite-jdbc")) {
      assertThat(names).anyMatch(name -> name.startsWith("META-INF/licenses/" + library + "/"));
    }
    assertThat(text("META-INF/LICENSE")).contains("Apache License");
    assertThat(names).contains("META-INF/licenses/sdk-core/META-INF/NOTICE.txt");
  }
}
