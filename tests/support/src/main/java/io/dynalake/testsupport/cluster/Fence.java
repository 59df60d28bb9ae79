package io.dynalake.testsupport.cluster;

import java.io.FilePermission;
import java.nio.file.Path;
import java.security.Permission;

/**
 * Lets a process have no file below some folder, as if that were the disk of another machine. As
 * the security manager of an executor, with the folder in the system property {@value #FOLDER}.
 */
@SuppressWarnings("removal") // Java 17 still has it, and nothing else sees every file.
public final class Fence extends SecurityManager {
  static final String FOLDER = "dynalake.fence";

  private final Path folder = Path.of(System.getProperty(FOLDER));

  @Override
  public void checkPermission(Permission permission) {
    if (permission instanceof FilePermission file
        && !file.getName().startsWith("<<")
        && Path.of(file.getName()).toAbsolutePath().normalize().startsWith(folder)) {
      throw new SecurityException(file.getName() + ": a file of the driver's machine");
    }
  }

  @Override
  public void checkPermission(Permission permission, Object context) {
    checkPermission(permission);
  }
}
