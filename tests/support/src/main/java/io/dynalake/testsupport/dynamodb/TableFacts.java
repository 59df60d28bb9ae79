package io.dynalake.testsupport.dynamodb;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What DescribeTable says of a table in the place of what DynamoDB Local says.
 *
 * @param itemCount which the service counts every six hours or so
 */
public record TableFacts(
    Optional<Long> itemCount,
    Optional<Long> sizeBytes,
    Optional<TableSpec.Capacity> provisioned,
    Optional<TableSpec.Capacity> warmThroughput,
    Optional<TableSpec.Capacity> onDemandMaximum) {

  public static TableFacts none() {
    return new TableFacts(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The metadata that is hours old. */
  public TableFacts counted(long newItemCount, long newSizeBytes) {
    return new TableFacts(
        Optional.of(newItemCount),
        Optional.of(newSizeBytes),
        provisioned,
        warmThroughput,
        onDemandMaximum);
  }

  /** As after auto scaling, or above what DynamoDB Local takes. */
  public TableFacts provisioned(long read, long write) {
    return new TableFacts(
        itemCount, sizeBytes, capacity(read, write), warmThroughput, onDemandMaximum);
  }

  public TableFacts warmThroughput(long read, long write) {
    return new TableFacts(
        itemCount, sizeBytes, provisioned, capacity(read, write), onDemandMaximum);
  }

  public TableFacts onDemandMaximum(long read, long write) {
    return new TableFacts(itemCount, sizeBytes, provisioned, warmThroughput, capacity(read, write));
  }

  private static Optional<TableSpec.Capacity> capacity(long read, long write) {
    return Optional.of(new TableSpec.Capacity(read, write));
  }

  void amend(ObjectNode table) {
    itemCount.ifPresent(count -> table.put("ItemCount", count));
    sizeBytes.ifPresent(size -> table.put("TableSizeBytes", size));
    provisioned.ifPresent(
        units ->
            table
                .withObject("/ProvisionedThroughput")
                .put("ReadCapacityUnits", units.read())
                .put("WriteCapacityUnits", units.write()));
    warmThroughput.ifPresent(
        units ->
            table
                .withObject("/WarmThroughput")
                .put("ReadUnitsPerSecond", units.read())
                .put("WriteUnitsPerSecond", units.write())
                .put("Status", "ACTIVE"));
    onDemandMaximum.ifPresent(
        units ->
            table
                .withObject("/OnDemandThroughput")
                .put("MaxReadRequestUnits", units.read())
                .put("MaxWriteRequestUnits", units.write()));
  }
}
