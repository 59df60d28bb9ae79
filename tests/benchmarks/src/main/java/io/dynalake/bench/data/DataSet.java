package io.dynalake.bench.data;

import static java.util.Objects.requireNonNull;

import io.dynalake.item.ItemFormat;

/**
 * Items to measure with; what is equal has the same bytes.
 *
 * @param items in all
 * @param files data files, which share the items evenly
 * @param format of the items' lines
 */
public record DataSet(Shape shape, long items, int files, long seed, ItemFormat format) {
  public DataSet {
    requireNonNull(shape, "shape");
    requireNonNull(format, "format");
    if (items < 1) {
      throw new IllegalArgumentException("items must be positive, not " + items);
    }
    if (files < 1 || files > items) {
      throw new IllegalArgumentException(
          "files must be from 1 to the number of items, not " + files);
    }
  }

  /** In DYNAMODB_JSON. */
  public DataSet(Shape shape, long items, int files, long seed) {
    this(shape, items, files, seed, ItemFormat.DYNAMODB_JSON);
  }

  public DataSet withItems(long otherItems) {
    return new DataSet(shape, otherItems, files, seed, format);
  }

  public DataSet withFiles(int otherFiles) {
    return new DataSet(shape, items, otherFiles, seed, format);
  }

  public DataSet withShape(Shape otherShape) {
    return new DataSet(otherShape, items, files, seed, format);
  }

  /** The same items. */
  public DataSet withFormat(ItemFormat otherFormat) {
    return new DataSet(shape, items, files, seed, otherFormat);
  }

  /** The number of the first item of a file, from 0, or the number of all items behind the last. */
  long firstItem(int file) {
    return items / files * file + Math.min(file, items % files);
  }

  /** The name of its folder. */
  String name() {
    String name = "%s-%d-items-%d-files-seed-%d".formatted(shape, items, files, seed);
    return format == ItemFormat.ION ? name + "-ion" : name;
  }
}
