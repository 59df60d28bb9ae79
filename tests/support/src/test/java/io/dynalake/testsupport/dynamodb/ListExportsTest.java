package io.dynalake.testsupport.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.ExportDescription;
import software.amazon.awssdk.services.dynamodb.model.ExportStatus;
import software.amazon.awssdk.services.dynamodb.model.ExportSummary;
import software.amazon.awssdk.services.dynamodb.model.ExportTableToPointInTimeRequest;
import software.amazon.awssdk.services.dynamodb.model.ExportType;
import software.amazon.awssdk.services.dynamodb.model.ListExportsRequest;
import software.amazon.awssdk.services.dynamodb.model.ListExportsResponse;

/** ListExports, and what becomes of exports of old. */
final class ListExportsTest {
  private final Emulated emulated = new Emulated(ExportSettings.defaults());
  private final MovableClock clock = emulated.emulator.clock();

  @AfterEach
  void close() {
    emulated.close();
  }

  private ExportDescription start(ExportTableToPointInTimeRequest.Builder request) {
    return emulated.client.exportTableToPointInTime(request.build()).exportDescription();
  }

  @Test
  void listsExportsInPages() throws Exception {
    String table = emulated.table();
    String other = emulated.table();
    List<String> arns = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      arns.add(start(emulated.request(table)).exportArn());
    }
    start(emulated.request(other));
    ListExportsResponse first = list(table, r -> {});
    assertThat(first.exportSummaries()).hasSize(25);
    ListExportsResponse second = list(table, r -> r.nextToken(first.nextToken()));
    assertThat(second.nextToken()).isNull();
    List<ExportSummary> all = new ArrayList<>(first.exportSummaries());
    all.addAll(second.exportSummaries());
    assertThat(all).extracting(ExportSummary::exportArn).containsExactlyInAnyOrderElementsOf(arns);
    assertThat(all).allMatch(each -> each.exportType() == ExportType.FULL_EXPORT);
    assertThat(list(table, r -> r.maxResults(7)).exportSummaries()).hasSize(7);
    assertThatThrownBy(() -> list(table, r -> r.maxResults(26)))
        .hasMessageContaining("at 'maxResults'");

    for (String arn : arns) {
      emulated.await(arn);
    }
    emulated.tables.delete(table);
    assertThat(list(table, r -> {}).exportSummaries()).isEmpty();
    assertThat(
            emulated
                .client
                .describeExport(r -> r.exportArn(arns.get(3)))
                .exportDescription()
                .exportStatus())
        .isEqualTo(ExportStatus.COMPLETED);
    clock.advance(Duration.ofDays(90));
    assertThat(list(other, r -> {}).exportSummaries()).isEmpty();
  }

  private ListExportsResponse list(String table, Consumer<ListExportsRequest.Builder> more) {
    return emulated.client.listExports(
        r -> {
          r.tableArn(emulated.emulator.tableArn(table));
          more.accept(r);
        });
  }
}
