package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dynalake.aws.TableName;
import java.io.ByteArrayOutputStream;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnConsumedCapacity;

/** Writes the bodies of BatchWriteItem requests of one kind. */
final class BatchRequest {
  /** What a batch does with its items. */
  enum Kind {
    PUT("{\"PutRequest\":{\"Item\":"),
    DELETE("{\"DeleteRequest\":{\"Key\":");

    private final String before;

    Kind(String before) {
      this.before = before;
    }
  }

  private static final byte[] AFTER = "}}".getBytes(UTF_8);
  private static final byte[] END = "]},\"ReturnConsumedCapacity\":\"TOTAL\"}".getBytes(UTF_8);

  private final Kind kind;
  private final List<String> keys;
  private final byte[] before;
  private final byte[] start;

  BatchRequest(TableName table, List<String> keys, Kind kind) {
    this.kind = kind;
    this.keys = keys;
    this.before = kind.before.getBytes(UTF_8);
    // Neither a table's name nor an ARN has a character that JSON escapes.
    this.start = ("{\"RequestItems\":{\"" + table.text() + "\":[").getBytes(UTF_8);
  }

  private byte[] content(Write write) {
    return kind == Kind.PUT ? write.json() : ItemKey.json(write.key(), keys);
  }

  BatchWriteItemRequest of(List<Write> batch) {
    List<byte[]> contents = batch.stream().map(this::content).toList();
    int size = start.length + END.length;
    for (byte[] content : contents) {
      size += before.length + content.length + AFTER.length + 1;
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream(size);
    body.writeBytes(start);
    for (int i = 0; i < contents.size(); i++) {
      if (i > 0) {
        body.write(',');
      }
      body.writeBytes(before);
      body.writeBytes(contents.get(i));
      body.writeBytes(AFTER);
    }
    body.writeBytes(END);
    byte[] bytes = body.toByteArray();
    return BatchWriteItemRequest.builder()
        .returnConsumedCapacity(ReturnConsumedCapacity.TOTAL)
        .overrideConfiguration(o -> o.putExecutionAttribute(RequestBodies.BODY, bytes))
        .build();
  }
}
