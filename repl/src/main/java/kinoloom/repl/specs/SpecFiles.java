package kinoloom.repl.specs;

import groovy.lang.GroovyClassLoader;
import groovy.lang.GroovyCodeSource;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import kinoloom.repl.console.Complaint;
import kinoloom.repl.console.Exit;
import org.codehaus.groovy.control.CompilationFailedException;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;
import org.codehaus.groovy.control.messages.Message;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import spock.lang.Specification;

/**
 * Compiled specifications. Classes in files beside them are found by their names, as are those of
 * {@code kino}: the engine, its test kit, Spock.
 */
public final class SpecFiles implements AutoCloseable {
  private final GroovyClassLoader loader;
  private final List<Class<?>> specs;

  private SpecFiles(GroovyClassLoader loader, List<Class<?>> specs) {
    this.loader = loader;
    this.specs = List.copyOf(specs);
  }

  /**
   * Compiles them all.
   *
   * @param folder what shown paths start from
   * @throws Complaint with all mistakes of the first file that cannot be compiled
   */
  public static SpecFiles of(List<Path> files, Path folder) throws IOException {
    GroovyClassLoader loader = new GroovyClassLoader(SpecFiles.class.getClassLoader());
    try {
      List<Class<?>> specs = new ArrayList<>();
      for (Path file : files) specs.add(compiled(loader, file, shown(folder, file)));
      return new SpecFiles(loader, specs);
    } catch (IOException | RuntimeException e) {
      loader.close();
      throw e;
    }
  }

  private static String shown(Path folder, Path file) {
    return file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
  }

  private static Class<?> compiled(GroovyClassLoader loader, Path file, String shown)
      throws IOException {
    loader.addURL(file.toAbsolutePath().getParent().toUri().toURL());
    try {
      var source = new GroovyCodeSource(file.toFile(), StandardCharsets.UTF_8.name());
      Class<?> spec = loader.parseClass(source);
      if (Specification.class.isAssignableFrom(spec)) return spec;
      throw new Complaint(
          Exit.SCRIPT,
          shown + " is no specification",
          "class " + name(file) + " extends spock.lang.Specification { … }");
    } catch (CompilationFailedException e) {
      throw new Complaint(Exit.SCRIPT, mistakes(e, shown), "");
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replaceFirst("\\.groovy$", "");
  }

  private static String mistakes(CompilationFailedException e, String shown) {
    if (!(e instanceof MultipleCompilationErrorsException several)) {
      return shown + ": " + e.getMessage();
    }
    List<? extends Message> errors = several.getErrorCollector().getErrors();
    return errors.stream().map(it -> mistake(it, shown)).collect(Collectors.joining("\n"));
  }

  private static String mistake(Message message, String shown) {
    if (!(message instanceof SyntaxErrorMessage syntax)) return shown + ": cannot be compiled";
    SyntaxException cause = syntax.getCause();
    String place = shown + ":" + cause.getStartLine() + ":" + cause.getStartColumn();
    return place + ": " + cause.getOriginalMessage();
  }

  /** Runs them. What they print goes to stderr: stdout has the report. */
  public void run(SpecReport report) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(specs.stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    LauncherConfig quiet =
        LauncherConfig.builder()
            .enableTestExecutionListenerAutoRegistration(false)
            .enableLauncherSessionListenerAutoRegistration(false)
            .build();
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    PrintStream out = System.out;
    try {
      thread.setContextClassLoader(loader);
      System.setOut(System.err);
      LauncherFactory.create(quiet).execute(request, report);
    } finally {
      System.setOut(out);
      thread.setContextClassLoader(before);
    }
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
