package io.dynalake.dataset.partition;

import io.dynalake.schema.ColumnType;
import java.io.Serializable;

/** What becomes of an attribute's value on its way to a partition value. */
public sealed interface Transform extends Serializable {
  /** Behind the attribute's name in the default name of the partition column; may be empty. */
  String suffix();

  /** The transform of an attribute, as it is typed. */
  String term(String attribute);

  /**
   * The type that catalogs give the partition column: text but for days and whole numbers, which
   * readers type so.
   */
  default ColumnType columnType() {
    return new ColumnType.Text();
  }

  /** {@code 2024}. */
  record Year() implements Transform {
    @Override
    public ColumnType columnType() {
      return new ColumnType.Int64();
    }

    @Override
    public String suffix() {
      return "_year";
    }

    @Override
    public String term(String attribute) {
      return "year(" + attribute + ")";
    }
  }

  /** {@code 2024-03}. */
  record Month() implements Transform {
    @Override
    public String suffix() {
      return "_month";
    }

    @Override
    public String term(String attribute) {
      return "month(" + attribute + ")";
    }
  }

  /** {@code 2024-03-05}. */
  record Day() implements Transform {
    @Override
    public ColumnType columnType() {
      return new ColumnType.Date();
    }

    @Override
    public String suffix() {
      return "_day";
    }

    @Override
    public String term(String attribute) {
      return "day(" + attribute + ")";
    }
  }

  /** {@code 2024-03-05-10}. */
  record Hour() implements Transform {
    @Override
    public String suffix() {
      return "_hour";
    }

    @Override
    public String term(String attribute) {
      return "hour(" + attribute + ")";
    }
  }

  /**
   * A hash modulo {@code count}, as Apache Iceberg defines it (32-bit Murmur3, seed 0) over the
   * UTF-8 bytes of S, the bytes of B and, here, the canonical text of N.
   */
  record Bucket(int count) implements Transform {
    public Bucket {
      if (count < 1) {
        throw new IllegalArgumentException("bucket(" + count + ")");
      }
    }

    /** The bucket of a value, of which this is what is hashed. */
    public int of(byte[] bytes) {
      return BucketColumn.bucket(bytes, bytes.length, count);
    }

    @Override
    public ColumnType columnType() {
      return new ColumnType.Int64();
    }

    @Override
    public String suffix() {
      return "_bucket";
    }

    @Override
    public String term(String attribute) {
      return "bucket(" + count + ", " + attribute + ")";
    }
  }

  /**
   * The first {@code width} code points of S or bytes of B; for N the largest multiple of {@code
   * width} that is not above the value.
   */
  record Truncate(int width) implements Transform {
    public Truncate {
      if (width < 1) {
        throw new IllegalArgumentException("truncate(" + width + ")");
      }
    }

    @Override
    public String suffix() {
      return "_trunc";
    }

    @Override
    public String term(String attribute) {
      return "truncate(" + width + ", " + attribute + ")";
    }
  }

  /** The value itself: S, canonical N, true or false, base64 of B. */
  record Identity() implements Transform {
    @Override
    public String suffix() {
      return "";
    }

    @Override
    public String term(String attribute) {
      return attribute;
    }
  }
}
