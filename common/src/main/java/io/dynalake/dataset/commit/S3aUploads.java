package io.dynalake.dataset.commit;

import io.dynalake.disk.Parallel;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.WriteOperationHelper;

/** Pending multipart uploads; the one class that speaks to S3A itself. */
final class S3aUploads {
  private S3aUploads() {}

  /**
   * Aborts the pending uploads of data files of this project below the root. Those of others stay:
   * Spark names its files differently.
   *
   * @return how many there were
   */
  static int abort(DatasetStorage storage) throws IOException {
    if (!(storage.fs() instanceof S3AFileSystem fs)) {
      return 0;
    }
    String path = storage.layout().root().toUri().getPath();
    String prefix = path.length() <= 1 ? "" : path.substring(1) + "/";
    List<Upload> ours = new ArrayList<>();
    RemoteIterator<?> uploads = (RemoteIterator<?>) call(fs, "listUploads", prefix);
    while (uploads.hasNext()) {
      Upload upload = Upload.of(uploads.next());
      String key = upload.key();
      if (key.startsWith(prefix) && DataFileNames.ours(key.substring(key.lastIndexOf('/') + 1))) {
        ours.add(upload);
      }
    }
    if (!ours.isEmpty()) {
      WriteOperationHelper operations = fs.getWriteOperationHelper();
      Parallel.forEach(
          ours,
          storage.threads(),
          upload ->
              operations.abortMultipartUpload(
                  upload.key(), upload.id(), true, (text, failure, retries, idempotent) -> {}));
    }
    return ours.size();
  }

  /**
   * A pending upload. Hadoop tells of it in the words of the AWS SDK that it has: the first one up
   * to 3.3, the second one since 3.4, which have no class in common. So it is asked by name.
   */
  record Upload(String key, String id) {
    static Upload of(Object told) throws IOException {
      boolean second =
          Arrays.stream(told.getClass().getMethods()).anyMatch(m -> m.getName().equals("uploadId"));
      return new Upload(
          (String) call(told, second ? "key" : "getKey"),
          (String) call(told, second ? "uploadId" : "getUploadId"));
    }
  }

  private static Object call(Object object, String method, String... arguments) throws IOException {
    Class<?>[] types = new Class<?>[arguments.length];
    Arrays.fill(types, String.class);
    try {
      return object.getClass().getMethod(method, types).invoke(object, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof IOException failure ? failure : new IOException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IOException("S3A of an unknown version: " + e, e);
    }
  }
}
