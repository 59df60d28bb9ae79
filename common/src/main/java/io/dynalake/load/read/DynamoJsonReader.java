package io.dynalake.load.read;

import io.dynalake.item.MalformedItemException;
import java.io.InputStream;
import java.util.Optional;

/** Reads lines of DynamoDB JSON. */
final class DynamoJsonReader extends LineReader {
  private final DynamoJsonLine json = new DynamoJsonLine();

  DynamoJsonReader(InputFile file, InputStream content) {
    super(file, content);
  }

  @Override
  void line(long number, byte[] block, int start, int end) {
    try {
      ready(number, json.item(block, start, end));
    } catch (MalformedItemException e) {
      Optional<DeadLetter> letter = DeadLetter.of(block, start, end);
      if (letter.isPresent()) {
        letter(number, letter.orElseThrow());
      } else {
        refuse(number, e.reason(), raw(block, start, end));
      }
    }
  }

  private void letter(long number, DeadLetter letter) {
    if (letter.item().length == 0) {
      refuse(number, letter.reason(), letter.raw());
      return;
    }
    try {
      ready(number, json.item(letter.item()));
    } catch (MalformedItemException e) {
      refuse(number, e.reason(), letter.item());
    }
  }
}
