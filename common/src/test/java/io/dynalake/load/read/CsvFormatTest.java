package io.dynalake.load.read;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.export.BadFileException;
import io.dynalake.item.AttributeType;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvFormatTest {
  private static final CsvSyntax USUAL = syntax(null);

  private final Path file;

  CsvFormatTest(@TempDir Path folder) {
    file = folder.resolve("items.csv");
  }

  private static CsvSyntax syntax(@Nullable String nullText, String... header) {
    return new CsvSyntax(',', '"', nullText, "UTF-8", List.of(header));
  }

  private static CsvFormat format(CsvSyntax syntax, ItemTypes types, Empties empties) {
    return new CsvFormat(syntax, types, empties, Set.of(), false);
  }

  @Test
  void takesRecordsApartAsRfc4180Says() {
    assertThat(
            read(
                "pk,\"the, text\",x\r\n"
                    + "a,\"quoted, with \"\"quotes\"\" and\r\nline\nends\",1\r\n"
                    + "\r\n"
                    + "b,in \"the\" middle, 2 \n"
                    + "#c,'',\\N\r"
                    + "d,\"\"\"\",last"))
        .containsExactly(
            "2 {\"pk\":{\"S\":\"a\"},\"the, text\":{\"S\":\"quoted, with \\\"quotes\\\" and\\r\\nline\\nends\"},"
                + "\"x\":{\"S\":\"1\"}}",
            "6 {\"pk\":{\"S\":\"b\"},\"the, text\":{\"S\":\"in \\\"the\\\" middle\"},\"x\":{\"S\":\" 2 \"}}",
            "7 {\"pk\":{\"S\":\"#c\"},\"the, text\":{\"S\":\"''\"},\"x\":{\"S\":\"\\\\N\"}}",
            "8 {\"pk\":{\"S\":\"d\"},\"the, text\":{\"S\":\"\\\"\"},\"x\":{\"S\":\"last\"}}");
    assertThat(read("pk,x")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void takesOtherDelimitersQuotesAndNoHeader() {
    CsvSyntax syntax = new CsvSyntax('\t', '\'', null, "UTF-8", List.of("pk", "x"));
    assertThat(read(format(syntax, ItemTypes.ANY, Empties.DROP), "a\t'b\tc'\nd,e\t\"f\""))
        .containsExactly(
            "1 {\"pk\":{\"S\":\"a\"},\"x\":{\"S\":\"b\\tc\"}}",
            "2 {\"pk\":{\"S\":\"d,e\"},\"x\":{\"S\":\"\\\"f\\\"\"}}");
    CsvSyntax unquoted = new CsvSyntax('|', null, null, "UTF-8", List.of());
    assertThat(read(format(unquoted, ItemTypes.ANY, Empties.DROP), "pk|x\n\"a|b\"\n"))
        .containsExactly("2 {\"pk\":{\"S\":\"\\\"a\"},\"x\":{\"S\":\"b\\\"\"}}");
  }

  @Test
  void givesTypesToColumnsAndTheTablesToKeys() {
    ItemTypes types =
        Inputs.types(
                "n=number", "t=boolean", "b=binary", "tags=set<string>", "l=list", "m=map", "m.z=S")
            .orElse(Inputs.keys("sk", AttributeType.N))
            .orElse(Inputs.keys("n", AttributeType.S));
    assertThat(
            read(
                format(USUAL, types, Empties.DROP),
                "pk,sk,n,t,b,tags,l,m\n"
                    + "007,007, 12345678901234567890123456789012345678 ,TRUE,AQI=,\"[\"\"a\"\",\"\"b\"\"]\","
                    + "[1],\"{\"\"z\"\":1,\"\"y\"\":2}\"\n"
                    + "1e5,1e5,-0.10,false,,,,\n"))
        .containsExactly(
            "2 {\"pk\":{\"S\":\"007\"},\"sk\":{\"N\":\"7\"},\"n\":{\"N\":\"12345678901234567890123456789012345678\"},"
                + "\"t\":{\"BOOL\":true},\"b\":{\"B\":\"AQI=\"},\"tags\":{\"SS\":[\"a\",\"b\"]},"
                + "\"l\":{\"L\":[{\"N\":\"1\"}]},\"m\":{\"M\":{\"z\":{\"S\":\"1\"},\"y\":{\"N\":\"2\"}}}}",
            "3 {\"pk\":{\"S\":\"1e5\"},\"sk\":{\"N\":\"100000\"},\"n\":{\"N\":\"-0.1\"},\"t\":{\"BOOL\":false}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "DROP~{\"pk\":{\"S\":\"a\"}}~{\"pk\":{\"S\":\"b\"},\"q\":{\"S\":\"\\\\N\"}}",
        "NULL~{\"pk\":{\"S\":\"a\"},\"s\":{\"NULL\":true},\"q\":{\"NULL\":true},\"n\":{\"NULL\":true}}"
            + "~{\"pk\":{\"S\":\"b\"},\"s\":{\"NULL\":true},\"q\":{\"S\":\"\\\\N\"},\"n\":{\"NULL\":true}}",
        "KEEP~{\"pk\":{\"S\":\"a\"},\"s\":{\"S\":\"\"},\"q\":{\"S\":\"\"}}"
            + "~{\"pk\":{\"S\":\"b\"},\"s\":{\"NULL\":true},\"q\":{\"S\":\"\\\\N\"},\"n\":{\"NULL\":true}}",
      })
  void doesWithEmptyValuesWhatIsAsked(String empties, String first, String second) {
    CsvFormat format = format(syntax("\\N"), Inputs.types("n=number"), Empties.valueOf(empties));
    assertThat(read(format, "pk,s,q,n\na,,\"\",\nb,\\N,\"\\N\",\\N\n"))
        .containsExactly("2 " + first, "3 " + second);
  }

  @Test
  void refusesRaggedAndMalformedRecordsAndGoesOn() {
    CsvFormat format = format(USUAL, Inputs.types("n=number"), Empties.DROP);
    assertThat(
            read(
                format,
                "pk,n\na\nb,1,2\n\"c\"d,1\ne,1e126\nf,secret\ng,\"1\n\"\nz,1\nlast,\"1\nopen"))
        .containsExactly(
            "2 values and columns differ in number: 1 and 2 ~ a",
            "3 values and columns differ in number: 3 and 2 ~ b,1,2",
            "4 column 1: there is text behind the closing quote ~ \"c\"d,1",
            "5 attribute \"n\": N: Number overflow. Attempting to store a number with magnitude larger"
                + " than supported range ~ e,1e126",
            "6 attribute \"n\": N: The parameter cannot be converted to a numeric value ~ f,secret",
            "7 {\"pk\":{\"S\":\"g\"},\"n\":{\"N\":\"1\"}}",
            "9 {\"pk\":{\"S\":\"z\"},\"n\":{\"N\":\"1\"}}",
            "10 column 2: the quote does not close ~ last,\"1\nopen");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "pk,x,pk~two columns are called \"pk\"",
        "pk,,x~column 2 has no name",
        "pk,x,~column 3 has no name",
      })
  void failsWhereTheHeaderDoesNotNameTheAttributes(String header, String problem) {
    assertThatThrownBy(() -> read(header + "\na,b,c"))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining(
            "items.csv: the header does not name the attributes: " + problem + ";");
  }

  @Test
  void readsTheEncodingThatIsGivenAndRefusesBytesOfAnother() throws IOException {
    String text = "pk,x\na,é\nb,c\n";
    Files.write(file, text.getBytes(ISO_8859_1));
    CsvSyntax latin = new CsvSyntax(',', '"', null, "ISO-8859-1", List.of());
    assertThat(Inputs.read(format(latin, ItemTypes.ANY, Empties.DROP), file).get(0))
        .isEqualTo("2 {\"pk\":{\"S\":\"a\"},\"x\":{\"S\":\"é\"}}");

    List<InputItem> items =
        Inputs.items(format(USUAL, ItemTypes.ANY, Empties.DROP), file.toString());
    assertThat(items.get(0).refusal()).isEqualTo("attribute \"x\": bytes that are not UTF-8");
    assertThat(items.get(0).raw()).isEqualTo("a,é".getBytes(ISO_8859_1));
    assertThat(items.get(1).isRefused()).isFalse();
  }

  @Test
  void believesAByteOrderMark() throws IOException {
    String text = "\ufeffpk,x\na,é😀\n";
    CsvSyntax latin = new CsvSyntax(',', '"', null, "ISO-8859-1", List.of());
    for (Charset charset : List.of(UTF_8, UTF_16LE)) {
      Files.write(file, Inputs.gzip(text.getBytes(charset)));
      assertThat(Inputs.read(format(latin, ItemTypes.ANY, Empties.DROP), file))
          .containsExactly("2 {\"pk\":{\"S\":\"a\"},\"x\":{\"S\":\"é😀\"}}");
    }
  }

  @Test
  void keepsTextAcrossBuffersTogether() throws IOException {
    // 32 KB is where the decoder stops; characters and bad bytes lie across.
    String value = "é😀".repeat(11_000);
    byte[] bytes = ("pk,x\na," + value + "\nb,y").getBytes(UTF_8);
    Files.write(file, bytes);
    assertThat(Inputs.read(format(USUAL, ItemTypes.ANY, Empties.DROP), file))
        .containsExactly(
            "2 {\"pk\":{\"S\":\"a\"},\"x\":{\"S\":\"" + value + "\"}}",
            "3 {\"pk\":{\"S\":\"b\"},\"x\":{\"S\":\"y\"}}");
  }

  @Test
  void refusesARecordThatIsFarTooLong() throws IOException {
    Files.writeString(file, "pk,x\na," + "x".repeat(CsvRecords.MOST) + "\nb,c\n");
    List<InputItem> items =
        Inputs.items(format(USUAL, ItemTypes.ANY, Empties.DROP), file.toString());
    assertThat(items).hasSize(2);
    assertThat(items.get(0).refusal()).startsWith("the record is longer than 16777216 characters");
    assertThat(items.get(1).position()).isEqualTo(3);
  }

  @Test
  void failsWhereAQuoteDoesNotClose() throws IOException {
    Files.writeString(file, "pk,x\na,\"" + "x,y\n".repeat(CsvRecords.MOST / 4) + "\nb,c\n");
    assertThatThrownBy(
            () -> Inputs.items(format(USUAL, ItemTypes.ANY, Empties.DROP), file.toString()))
        .isInstanceOf(BadFileException.class)
        .hasMessageContaining("the quote that opens in line 2 does not close within");
  }

  private List<String> read(String text) {
    return read(format(USUAL, ItemTypes.ANY, Empties.DROP), text);
  }

  private List<String> read(CsvFormat format, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return Inputs.read(format, file);
  }
}
