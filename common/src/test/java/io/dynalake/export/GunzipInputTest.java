package io.dynalake.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GunzipInputTest {
  /** Gives few bytes at a time and never says that there are more, as a network may. */
  private static final class Trickle extends InputStream {
    private final InputStream in;
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      this.in = new ByteArrayInputStream(bytes);
      this.random = random;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return in.read(target, offset, Math.min(length, 1 + random.nextInt(5)));
    }

    @Override
    public int available() {
      return 0;
    }
  }

  private static byte[] decode(byte[] bytes, Random random) throws IOException {
    StoredBytes stored = new StoredBytes(new Trickle(bytes, random), "file", null);
    assertThat(stored.beginsWithGzip()).isTrue();
    try (GunzipInput in = new GunzipInput(stored)) {
      return in.readAllBytes();
    }
  }

  private static byte[] gzip(List<byte[]> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] member : members) {
      GZIPOutputStream gzip = new GZIPOutputStream(out);
      gzip.write(member);
      gzip.finish();
    }
    return out.toByteArray();
  }

  private static byte[] joined(List<byte[]> members) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    members.forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Property(tries = 300)
  void decodesAnyMembersFromAnyReads(
      @ForAll @Size(min = 1, max = 5) List<byte[]> members, @ForAll long seed) throws IOException {
    assertThat(decode(gzip(members), new Random(seed))).isEqualTo(joined(members));
  }

  @Property(tries = 300)
  void neverTakesACutFileForAWholeOne(
      @ForAll byte[] content, @ForAll @IntRange(min = 1, max = 17) int cut) throws IOException {
    byte[] whole = gzip(List.of(content));
    byte[] part = java.util.Arrays.copyOf(whole, whole.length - cut);

    assertThatThrownBy(() -> decode(part, new Random(cut)))
        .isInstanceOf(IOException.class)
        .hasMessage("truncated gzip: the file ends in the middle");
  }

  @Property(tries = 500)
  void neverGivesOtherBytesForADamagedFile(
      @ForAll @Size(min = 1) byte[] content,
      @ForAll int position,
      @ForAll @IntRange(min = 1, max = 255) int flip)
      throws IOException {
    byte[] damaged = gzip(List.of(content));
    // Behind the magic; nothing depends on time, extra flags and operating system (4 to 9).
    int at = 2 + Math.floorMod(position, damaged.length - 2);
    damaged[at] ^= (byte) flip;

    byte[] decoded;
    try {
      decoded = decode(damaged, new Random(1));
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?s)(damaged|truncated|garbage).*");
      return;
    }
    assertThat(decoded).isEqualTo(content);
  }

  @Test
  void refusesAnotherLengthThanTheTrailerHas() throws IOException {
    byte[] bytes = gzip(List.of(new byte[] {1, 2, 3}));
    bytes[bytes.length - 1] ^= 1;

    assertThatThrownBy(() -> decode(bytes, new Random(1)))
        .isInstanceOf(IOException.class)
        .hasMessage("damaged gzip data: wrong length");
  }

  @Test
  void decodesMoreThanItsBuffers() throws IOException {
    byte[] noise = new byte[300_000];
    new Random(7).nextBytes(noise);
    List<byte[]> members = new ArrayList<>(List.of(noise, new byte[0], new byte[2_000_000], noise));

    assertThat(decode(gzip(members), new Random(7))).isEqualTo(joined(members));
  }

  @Test
  void readsSingleBytes() throws IOException {
    byte[] bytes = gzip(List.of(new byte[] {(byte) 0xff, 0}));
    try (GunzipInput in =
        new GunzipInput(new StoredBytes(new ByteArrayInputStream(bytes), "file", null))) {
      assertThat(in.read()).isEqualTo(0xff);
      assertThat(in.read()).isZero();
      assertThat(in.read()).isEqualTo(-1);
    }
  }
}
