package io.dynalake.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dynalake.testsupport.export.Value;
import io.dynalake.testsupport.export.WrittenExport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleExportTest {
  private final Path folder;

  SampleExportTest(@TempDir Path folder) {
    this.folder = folder;
  }

  /** The sample as it is committed, wherever the build runs. */
  private static Path committed() {
    Path sample = Path.of("conf", "samples", "orders-export");
    for (Path here = Path.of("").toAbsolutePath(); here != null; here = here.getParent()) {
      if (Files.exists(here.resolve(sample))) {
        return here.resolve(sample);
      }
    }
    throw new AssertionError("no folder above this has " + sample);
  }

  /** Contents by path; data files decoded, for another zlib may compress otherwise. */
  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(root)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        contents.put(root.relativize(path).toString(), content(path));
      }
    }
    return contents;
  }

  private static String content(Path path) throws IOException {
    if (!path.toString().endsWith(".gz")) {
      return Files.readString(path);
    }
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Map<String, String> withoutSums(Map<String, String> contents) {
    return contents.entrySet().stream()
        .filter(entry -> !entry.getKey().endsWith("manifest-files.md5"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry ->
                    entry.getKey().endsWith("manifest-files.json")
                        ? entry.getValue().replaceAll("\"(md5Checksum|etag)\":\"[^\"]*\",", "")
                        : entry.getValue()));
  }

  @Test
  void makesTheCommittedSample() throws IOException {
    SampleExport.write(folder);

    assertThat(withoutSums(contents(folder))).isEqualTo(withoutSums(contents(committed())));
  }

  @Test
  void makesTheSameBytesEachTime() throws IOException {
    WrittenExport first = SampleExport.write(folder.resolve("first"));
    SampleExport.write(folder.resolve("second"));
    WrittenExport again = SampleExport.write(folder.resolve("second"));

    for (int i = 0; i < first.dataFiles().size(); i++) {
      assertThat(again.dataFiles().get(i)).hasSameBinaryContentAs(first.dataFiles().get(i));
    }
    assertThat(contents(again.bucket())).isEqualTo(contents(first.bucket()));
  }

  @Test
  void committedChecksumsAreThoseOfTheFiles() throws Exception {
    Path export;
    try (Stream<Path> exports = Files.list(committed().resolve("AWSDynamoDB"))) {
      export = exports.findFirst().orElseThrow();
    }
    long size = 0;
    List<String> lines = Files.readAllLines(export.resolve("manifest-files.json"));
    for (String line : lines) {
      JsonNode entry = new ObjectMapper().readTree(line);
      Path file = committed().resolve(entry.get("dataFileS3Key").textValue());
      assertThat(md5(file)).isEqualTo(entry.get("md5Checksum").textValue());
      assertThat(content(file).lines()).hasSize(entry.get("itemCount").intValue());
      size += Files.size(file);
    }
    assertThat(lines).hasSize(5);
    assertThat(size).isLessThan(600_000);
    for (String manifest : List.of("manifest-files", "manifest-summary")) {
      assertThat(md5(export.resolve(manifest + ".json")))
          .isEqualTo(Files.readString(export.resolve(manifest + ".md5")));
    }
  }

  private static String md5(Path file) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(Files.readAllBytes(file));
    return Base64.getEncoder().encodeToString(digest);
  }

  @Test
  void holdsWhatMakesTablesHard() throws IOException {
    WrittenExport export = SampleExport.write(folder);
    Map<String, Set<String>> types = new TreeMap<>();
    Map<String, Set<Integer>> files = new TreeMap<>();
    Set<String> tags = new TreeSet<>();
    List<String> days = new ArrayList<>();
    int withoutUpdatedAt = 0;
    for (int i = 0; i < export.dataFiles().size(); i++) {
      for (String line : content(export.dataFiles().get(i)).lines().toList()) {
        assertThat(line).startsWith("{\"Item\":").endsWith("}");
        Value.MapOf item = Value.parseItem(line.substring(8, line.length() - 1));
        for (Map.Entry<String, Value> attribute : item.attributes().entrySet()) {
          String tag = attribute.getValue().json().fieldNames().next();
          types.computeIfAbsent(attribute.getKey(), name -> new TreeSet<>()).add(tag);
          files.computeIfAbsent(attribute.getKey(), name -> new TreeSet<>()).add(i);
          tags.add(tag);
        }
        if (item.attributes().get("updatedAt") instanceof Value.Text updatedAt) {
          days.add(updatedAt.text().substring(0, 10));
        } else {
          withoutUpdatedAt++;
        }
      }
    }

    assertThat(export.itemCount()).isEqualTo(4_000);
    assertThat(tags).containsExactly("B", "BOOL", "BS", "L", "M", "N", "NS", "NULL", "S", "SS");
    assertThat(files.get("customerId")).containsExactly(0, 1, 3, 4);
    assertThat(files.get("loyaltyTier")).containsExactly(4);
    assertThat(types.get("externalRef")).containsExactly("N", "S");
    assertThat(types.get("legacyId")).containsExactly("NULL");
    assertThat(new TreeSet<>(days)).hasSize(10);
    assertThat(withoutUpdatedAt).isPositive();
    String all = String.join("", contents(export.folder().resolve("data")).values());
    assertThat(all)
        .contains("\"" + "0.".concat("0".repeat(129)) + "1\"")
        .containsPattern("\"ledgerEntry\":\\{\"N\":\"1\\d{37}\"\\}")
        .contains("\\\"ring\\\"", "\\n(3rd", "12\\\\34\\t", "🎁", "東京");
  }
}
