package io.dynalake.item;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

class LineBlocksTest {
  private static final int MAX_LINE = 50;

  @Property(tries = 3000)
  void deliversTheLinesOfTheStream(
      @ForAll @Chars({'a', 'b', '\n', '\r', 0xFF}) @StringLength(max = 60) String text,
      @ForAll @IntRange(min = 1, max = 20) int blockSize,
      @ForAll long seed)
      throws IOException {
    List<String> expected = new ArrayList<>(List.of(text.split("\n", -1)));
    if (expected.get(expected.size() - 1).isEmpty()) {
      expected.remove(expected.size() - 1);
    }
    assertThat(lines(text, blockSize, 1000, seed)).isEqualTo(expected);
  }

  @Property
  void cutsOverlongLinesOnly(
      @ForAll List<@IntRange(max = 120) Integer> lengths,
      @ForAll boolean lastNewline,
      @ForAll @IntRange(min = 1, max = MAX_LINE) int blockSize,
      @ForAll long seed)
      throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (int length : lengths) {
      String line = ("" + (char) ('a' + expected.size() % 26)).repeat(length);
      text.append(line).append('\n');
      expected.add(length <= MAX_LINE ? line : line.substring(0, MAX_LINE) + "…");
    }
    if (!lastNewline && !lengths.isEmpty() && lengths.get(lengths.size() - 1) > 0) {
      text.setLength(text.length() - 1);
    }
    assertThat(lines(text.toString(), blockSize, MAX_LINE, seed)).isEqualTo(expected);
  }

  @Example
  void deliversALineOfExactlyTheLimit() throws IOException {
    String limit = "x".repeat(MAX_LINE);
    assertThat(lines(limit + "\ny", 7, MAX_LINE, 1)).containsExactly(limit, "y");
    assertThat(lines(limit, 7, MAX_LINE, 1)).containsExactly(limit);
    assertThat(lines(limit + "x", 7, MAX_LINE, 1)).containsExactly(limit + "…");
  }

  @Example
  void givesUpOnALineThatDoesNotEnd() throws IOException {
    String text = "first\n" + "0".repeat(2000) + "\nlast\n";
    assertThat(lines(text, 16, MAX_LINE, 3)).hasSize(3);

    LineBlocks blocks = new LineBlocks(stream(text, 3), 16, MAX_LINE, 1000);
    assertThat(blocks.next()).isTrue();
    assertThat(blocks.next()).isTrue();
    assertThat(blocks.overlong()).isTrue();
    assertThatThrownBy(blocks::next)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("more than 1000 bytes")
        .hasMessageContaining("gzip bomb");
  }

  @Example
  void cutsALineAboveTheRealLimitInBoundedMemory() throws IOException {
    // 200 MB of one line, between two short ones.
    byte[] piece = new byte[1 << 20];
    Arrays.fill(piece, (byte) '7');
    InputStream in =
        new InputStream() {
          private long left = 200L << 20;
          private final InputStream last = stream("\nlast", 1);

          @Override
          public int read() throws IOException {
            return left-- > 0 ? '7' : last.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            if (left == 0) {
              return last.read(target, offset, length);
            }
            int count = (int) Math.min(Math.min(length, left), piece.length);
            System.arraycopy(piece, 0, target, offset, count);
            left -= count;
            return count;
          }
        };
    LineBlocks blocks = new LineBlocks(in, 1 << 18);
    assertThat(blocks.next()).isTrue();
    assertThat(blocks.overlong()).isTrue();
    assertThat(blocks.end()).isEqualTo(LineBlocks.MAX_LINE + 1);
    assertThat(blocks.next()).isTrue();
    assertThat(blocks.overlong()).isFalse();
    assertThat(blocks.firstLine()).isEqualTo(2);
    assertThat(new String(blocks.bytes(), blocks.start(), blocks.end(), ISO_8859_1))
        .isEqualTo("last\n");
    assertThat(blocks.bytes().length).as("buffer after the long line").isLessThan(1 << 19);
  }

  @Example
  void refusesBlocksOfNothing() {
    assertThatThrownBy(() -> new LineBlocks(InputStream.nullInputStream(), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("blockSize must be positive, not 0");
  }

  /** The lines that come out; "…" behind those that are cut. Checks every promise on the way. */
  private static List<String> lines(String text, int blockSize, int maxLine, long seed)
      throws IOException {
    List<String> lines = new ArrayList<>();
    try (LineBlocks blocks =
        new LineBlocks(stream(text, seed), blockSize, maxLine, Integer.MAX_VALUE)) {
      while (blocks.next()) {
        assertThat(blocks.firstLine()).isEqualTo(lines.size() + 1L);
        byte[] bytes = blocks.bytes();
        assertThat(bytes[blocks.end() - 1]).isEqualTo((byte) '\n');
        assertThat(Arrays.copyOfRange(bytes, blocks.end(), blocks.end() + LineBlocks.PADDING))
            .containsOnly(0);
        String block =
            new String(bytes, blocks.start(), blocks.end() - blocks.start() - 1, ISO_8859_1);
        if (blocks.overlong()) {
          lines.add(block + "…");
        } else {
          lines.addAll(List.of(block.split("\n", -1)));
        }
      }
      assertThat(blocks.next()).as("next after the end").isFalse();
    }
    return lines;
  }

  /** Returns a random number of bytes at a time, sometimes none. */
  private static InputStream stream(String text, long seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1)) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(length, random.nextInt(9)));
      }
    };
  }
}
