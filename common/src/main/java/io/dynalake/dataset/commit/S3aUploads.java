package io.dynalake.dataset.commit;

import com.amazonaws.services.s3.model.MultipartUpload;
import io.dynalake.disk.Parallel;
import java.io.IOException;
import java.util.ArrayList;
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
    List<MultipartUpload> ours = new ArrayList<>();
    RemoteIterator<MultipartUpload> uploads = fs.listUploads(prefix);
    while (uploads.hasNext()) {
      MultipartUpload upload = uploads.next();
      String key = upload.getKey();
      if (key.startsWith(prefix) && DataFileNames.ours(key.substring(key.lastIndexOf('/') + 1))) {
        ours.add(upload);
      }
    }
    if (!ours.isEmpty()) {
      WriteOperationHelper operations = fs.getWriteOperationHelper();
      Parallel.forEach(ours, storage.threads(), operations::abortMultipartUpload);
    }
    return ours.size();
  }
}
