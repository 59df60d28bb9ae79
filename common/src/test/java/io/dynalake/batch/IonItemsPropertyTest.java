package io.dynalake.batch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dynalake.item.ItemFormat;
import io.dynalake.item.LineBlocks;
import io.dynalake.item.LineParser;
import io.dynalake.item.MapSink;
import io.dynalake.schema.ItemProfile;
import io.dynalake.schema.ItemSchema;
import io.dynalake.schema.ProfileOptions;
import io.dynalake.schema.TypingOptions;
import io.dynalake.schema.TypingRules;
import io.dynalake.testsupport.export.IonLines;
import io.dynalake.testsupport.export.JsonLines;
import io.dynalake.testsupport.export.LineFormat;
import io.dynalake.testsupport.export.RandomItems;
import io.dynalake.testsupport.export.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Items in ION give the profile, the schema and the rows that they give in DYNAMODB_JSON. */
class IonItemsPropertyTest {
  private static final int ITEMS = 40;

  @Property(tries = 200)
  void givesTheProfileAndTheRowsOfJson(@ForAll long seed) throws IOException {
    List<JsonNode> items = new ArrayList<>();
    for (Value.MapOf item : new RandomItems(seed).items(ITEMS)) {
      items.add(item.members());
    }
    List<byte[]> json = lines(items, new JsonLines());
    List<byte[]> ion = lines(items, new IonLines());

    ItemProfile profile = profile(json, ItemFormat.DYNAMODB_JSON);
    assertThat(profile(ion, ItemFormat.ION).toBytes()).isEqualTo(profile.toBytes());
    ItemSchema schema = TypingRules.infer(profile, TypingOptions.DEFAULT).schema();
    assertThat(rows(ion, ItemFormat.ION, schema))
        .isEqualTo(rows(json, ItemFormat.DYNAMODB_JSON, schema));
  }

  private static List<byte[]> lines(List<JsonNode> items, LineFormat format) throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (JsonNode item : items) {
      lines.add(format.item(item));
    }
    return lines;
  }

  private static ItemProfile profile(List<byte[]> lines, ItemFormat format) {
    ItemProfile profile = new ItemProfile(ProfileOptions.DEFAULT);
    LineParser parser = format.parser();
    for (byte[] line : lines) {
      parse(parser, line, profile.beginItem());
      profile.endItem();
    }
    return profile;
  }

  private static byte[] rows(List<byte[]> lines, ItemFormat format, ItemSchema schema) {
    ItemBatch batch = new ItemBatch(schema);
    LineParser parser = format.parser();
    for (byte[] line : lines) {
      parse(parser, line, batch.beginItem());
      batch.endItem();
    }
    BatchOutput out = new BatchOutput();
    batch.writeTo(List.of(IntStream.range(0, ITEMS).toArray()), List.of(out));
    return out.take();
  }

  private static void parse(LineParser parser, byte[] line, MapSink sink) {
    assertThat(parser.parseLine(Arrays.copyOf(line, line.length + LineBlocks.PADDING), 0, sink))
        .isEqualTo(line.length);
  }
}
