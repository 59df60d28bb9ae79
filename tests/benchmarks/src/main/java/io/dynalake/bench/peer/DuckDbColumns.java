package io.dynalake.bench.peer;

import io.dynalake.bench.data.Devices;
import io.dynalake.bench.data.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a table as an expert would unwrap them in DuckDB's SQL. Decimals have 18 digits,
 * since wider ones take three times as long.
 */
final class DuckDbColumns {
  private static final String ORDERS =
      """
      Item.customerId.S AS customerId,
      Item.sk.S AS sk,
      Item.orderId.S AS orderId,
      Item.status.S AS status,
      Item.total.N::DECIMAL(18, 2) AS total,
      Item.itemCount.N::BIGINT AS itemCount,
      Item.createdAt.S::TIMESTAMP AS createdAt,
      Item.updatedAt.S::TIMESTAMP AS updatedAt,
      Item.ttl.N::BIGINT AS ttl,
      Item.gift.BOOL AS gift,
      struct_pack(
        street := Item.address.M.street.S,
        city := Item.address.M.city.S,
        zip := Item.address.M.zip.S,
        geo := struct_pack(
          lat := Item.address.M.geo.M.lat.N::DECIMAL(18, 6),
          lon := Item.address.M.geo.M.lon.N::DECIMAL(18, 6))) AS address,
      list_transform(Item.lines.L, lambda line: struct_pack(
        sku := line.M.sku.S,
        qty := line.M.qty.N::BIGINT,
        price := line.M.price.N::DECIMAL(18, 2))) AS lines,
      Item.tags.SS AS tags,
      Item.note.S AS note,
      Item.coupon.S AS coupon,
      from_base64(Item.sig.B) AS sig
      """;

  private static final String READINGS =
      """
      Item.sensor.S AS sensor,
      Item.at.N::BIGINT AS at,
      Item.temperature.N::DECIMAL(18, 2) AS temperature,
      Item.humidity.N::BIGINT AS humidity,
      Item.charging.BOOL AS charging,
      Item.state.S AS state
      """;

  private static final String SHOP =
      """
      Item.PK.S AS PK,
      Item.SK.S AS SK,
      Item.entity.S AS entity,
      Item.name.S AS name,
      Item.email.S AS email,
      Item.registeredAt.S::TIMESTAMP AS registeredAt,
      Item.newsletter.BOOL AS newsletter,
      Item.points.N::BIGINT AS points,
      CASE WHEN Item.address.M IS NOT NULL THEN struct_pack(
        street := Item.address.M.street.S,
        city := Item.address.M.city.S,
        zip := Item.address.M.zip.S) END AS address,
      Item.status.S AS status,
      Item.total.N::DECIMAL(18, 2) AS total,
      Item.orderedAt.S::TIMESTAMP AS orderedAt,
      Item.GSI1PK.S AS GSI1PK,
      Item.GSI1SK.S AS GSI1SK,
      Item.sku.S AS sku,
      Item.quantity.N::BIGINT AS quantity,
      Item.price.N::DECIMAL(18, 2) AS price,
      Item.pickedAt.S::TIMESTAMP AS pickedAt
      """;

  private DuckDbColumns() {}

  /** The list behind SELECT. */
  static String of(Shape shape) {
    return switch (shape) {
      case ORDERS -> ORDERS;
      case NARROW -> READINGS;
      case WIDE -> devices();
      case SINGLE_TABLE -> SHOP;
    };
  }

  private static String devices() {
    List<String> columns = new ArrayList<>();
    columns.add("Item.device.S AS device");
    for (int i = 0; i < Devices.ATTRIBUTES; i++) {
      String name = Devices.name(i);
      String value =
          switch (Devices.kind(i)) {
            case CODE, MODE -> "S";
            case COUNT -> "N::BIGINT";
            case MEASURE -> "N::DECIMAL(18, 3)";
            case FLAG -> "BOOL";
            case TIME -> "S::TIMESTAMP";
          };
      columns.add("Item." + name + "." + value + " AS " + name);
    }
    return String.join(",\n", columns);
  }
}
