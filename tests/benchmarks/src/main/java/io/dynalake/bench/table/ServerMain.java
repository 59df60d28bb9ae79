package io.dynalake.bench.table;

import io.dynalake.testsupport.dynamodb.EmbeddedDynamoDb;
import java.io.IOException;
import java.io.OutputStream;

/** DynamoDB Local: prints its endpoint, and runs until standard input ends. */
final class ServerMain {
  private ServerMain() {}

  public static void main(String[] args) throws IOException {
    System.out.println(EmbeddedDynamoDb.start().endpoint());
    System.in.transferTo(OutputStream.nullOutputStream());
    // The server's own threads would go on.
    System.exit(0);
  }
}
