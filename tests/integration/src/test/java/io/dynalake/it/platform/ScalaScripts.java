package io.dynalake.it.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import scala.tools.nsc.Main;

/**
 * The Scala scripts for Glue, compiled as Glue does it when a job starts, with stand-ins of Glue's
 * classes. All have an object of the same name, so here each is in a package of its own.
 */
final class ScalaScripts implements AutoCloseable {
  private final URLClassLoader classes;

  private ScalaScripts(URLClassLoader classes) {
    this.classes = classes;
  }

  static ScalaScripts compile(List<Path> scripts, Path scratch) {
    try {
      List<String> arguments = new ArrayList<>();
      Path output = Files.createDirectories(scratch.resolve("classes"));
      arguments.addAll(List.of("-nowarn", "-classpath", classPath(), "-d", output.toString()));
      arguments.add(Path.of("src/test/resources/glue/scala/glue.scala").toString());
      for (Path script : scripts) {
        Path copy = scratch.resolve(script.getFileName());
        Files.writeString(copy, "package scripts." + job(script) + "\n" + Project.text(script));
        arguments.add(copy.toString());
      }
      if (!Main.process(arguments.toArray(String[]::new))) {
        throw new AssertionError("the scripts do not compile; the lines above say why");
      }
      URL[] roots = {output.toUri().toURL()};
      return new ScalaScripts(new URLClassLoader(roots, ScalaScripts.class.getClassLoader()));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String job(Path script) {
    return script.getFileName().toString().replaceFirst("\\..*", "");
  }

  /** Surefire's own class path is a jar that names this one. */
  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Runs a script with the parameters of a Glue job; what it throws comes out as it is. */
  void run(String job, List<String> parameters) throws Throwable {
    call("scripts." + job + ".GlueApp", "main", (Object) parameters.toArray(String[]::new));
  }

  /** What the scripts called of Glue's Job since the last time. */
  List<Object> calls() throws Throwable {
    return new ArrayList<>((List<?>) call("com.amazonaws.services.glue.util.Job", "taken"));
  }

  private Object call(String object, String method, Object... arguments) throws Throwable {
    Class<?>[] types = arguments.length == 0 ? new Class<?>[0] : new Class<?>[] {String[].class};
    try {
      return classes.loadClass(object).getMethod(method, types).invoke(null, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() throws IOException {
    classes.close();
  }
}
