package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dynalake.testsupport.http.LoopbackServer;
import io.dynalake.testsupport.http.Reply;
import io.dynalake.testsupport.http.Request;
import io.dynalake.testsupport.http.Response;
import io.dynalake.testsupport.s3.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DynamoDB with what DynamoDB Local lacks: point-in-time recovery and exports to S3, in the layout
 * and by the rules of the service. All else goes to DynamoDB Local unchanged, but that tables may
 * be named by ARN and that DescribeTable says what a test wants.
 *
 * <p>A table's history is that of the writes that come through here while its recovery is enabled.
 * The time is that of {@link #clock}, which a test moves on to have windows of hours at once.
 */
public final class ExportEmulator implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TARGET = "DynamoDB_20120810.";
  private static final Set<String> CONTROL =
      Set.of(
          "CreateTable",
          "DescribeTable",
          "UpdateTable",
          "DeleteTable",
          "ListStreams",
          "DescribeStream");

  private final Arns arns;
  private final LocalDynamoDb tables;
  private final MovableClock clock;
  private final Backups backups;
  private final WriteJournal writes;
  private final Exports exports;
  private final Exporter exporter;
  private final Map<String, TableFacts> facts = new ConcurrentHashMap<>();
  private final LoopbackServer server;

  private ExportEmulator(URI dynamoDb, URI s3, ExportSettings settings) {
    arns = new Arns(settings.region(), settings.account());
    clock = new MovableClock(settings.behind());
    tables = new LocalDynamoDb(dynamoDb);
    backups = new Backups(tables, clock);
    writes = new WriteJournal(tables, backups, clock);
    exporter = new Exporter(tables, S3Clients.at(s3), clock, settings);
    exports = new Exports(arns, backups, clock, exporter::start);
    server = LoopbackServer.start("export-emulator", request -> new Reply.Whole(answer(request)));
  }

  /** An emulator before DynamoDB Local that exports to buckets of this S3 server. */
  public static ExportEmulator start(URI dynamoDb, URI s3, ExportSettings settings) {
    return new ExportEmulator(dynamoDb, s3, settings);
  }

  public URI endpoint() {
    return server.endpoint();
  }

  public MovableClock clock() {
    return clock;
  }

  /** The ARN of a table of the account. */
  public String tableArn(String table) {
    return arns.table(table);
  }

  /** Lets DescribeTable say this of a table from now on. */
  public void describe(String table, TableFacts newFacts) {
    facts.put(table, newFacts);
  }

  /** Has a bucket belong to another account, which requests then must name. */
  public void bucketOwner(String bucket, String account) {
    exporter.bucketOwner(bucket, account);
  }

  /** Lets the next export that starts fail, after it has written data files. */
  public void failNextExport(String code, String message) {
    exporter.failNext(code, message);
  }

  private Response answer(Request request) throws IOException {
    String target = request.headers().first("X-Amz-Target").orElse("");
    // What is changed on its way must not be compressed.
    Request plain = request.with(request.headers().without("Accept-Encoding"));
    try {
      return target.startsWith(TARGET)
          ? answer(target.substring(TARGET.length()), plain)
          : tables.send(named(plain));
    } catch (ApiException e) {
      return e.response();
    }
  }

  private Request named(Request request) throws IOException {
    Optional<ObjectNode> named = new TableRequests(arns).named(request.text());
    return named.isPresent() ? request.withBody(named.orElseThrow().toString()) : request;
  }

  private Response answer(String operation, Request request) throws IOException {
    return switch (operation) {
      case "ExportTableToPointInTime" -> json(exports.start(JSON.readTree(request.body())));
      case "DescribeExport" -> json(exports.describe(JSON.readTree(request.body())));
      case "ListExports" -> json(exports.list(JSON.readTree(request.body())));
      case "DescribeContinuousBackups" ->
          json(backups.describe(JSON.readTree(named(request).body())));
      case "UpdateContinuousBackups" -> json(backups.update(JSON.readTree(named(request).body())));
      default -> passOn(operation, named(request));
    };
  }

  private static Response json(JsonNode answer) {
    return Response.json(200, answer.toString());
  }

  private Response passOn(String operation, Request request) throws IOException {
    Response response = writes.send(operation, request);
    if (!CONTROL.contains(operation) || response.status() != 200) {
      return response;
    }
    JsonNode answer = JSON.readTree(arns.fromLocal(response.text()));
    JsonNode table = answer.path(operation.equals("DescribeTable") ? "Table" : "TableDescription");
    if (table instanceof ObjectNode described) {
      describe(operation, described);
    }
    return response.withJson(answer.toString());
  }

  private void describe(String operation, ObjectNode table) {
    String name = table.path("TableName").asText();
    if (operation.equals("CreateTable")) {
      backups.tableCreated(name);
    }
    Backups.Birth birth = backups.birth(name);
    table.put("TableId", birth.tableId());
    table.put("CreationDateTime", ExportRecord.seconds(birth.time()));
    facts.getOrDefault(name, TableFacts.none()).amend(table);
    if (operation.equals("DeleteTable")) {
      backups.tableDeleted(name);
    }
  }

  @Override
  public void close() {
    server.close();
    exporter.close();
    tables.close();
  }
}
