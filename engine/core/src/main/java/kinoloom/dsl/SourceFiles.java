package kinoloom.dsl;

import groovy.lang.Binding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kinoloom.graph.InvalidWorkflowException;
import kinoloom.graph.Names;
import kinoloom.graph.Place;
import kinoloom.graph.Problem;
import kinoloom.graph.ScriptLanguage.Script;
import kinoloom.graph.ScriptLanguage.Source;
import org.codehaus.groovy.control.MultipleCompilationErrorsException;

/**
 * The script and the files that it includes. They share one binding: what a file assigns without
 * {@code def}, and its functions, are known to all that is evaluated after it.
 */
final class SourceFiles {
  private final Compiler compiler;
  private final ScriptContext context;
  private final Binding binding = new Binding();
  private final List<Source> sources = new ArrayList<>();
  private final Deque<Source> open = new ArrayDeque<>();
  private final Map<Path, Object> included = new HashMap<>();

  /** A file is no Groovy; its mistakes are noted already. */
  static final class NotCompiled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotCompiled(Throwable cause) {
      super(cause);
    }
  }

  SourceFiles(Compiler compiler, ScriptContext context) {
    this.compiler = compiler;
    this.context = context;
  }

  /** In the order in which they were first come to. */
  List<Source> sources() {
    return sources;
  }

  void main() {
    Script script = context.script();
    evaluate(new Source(script.name(), path(script.folder(), script.name()), script.text()));
  }

  /** Evaluates a file once, however often it is included; gives what its last line gave. */
  Object include(String written, Path folder) {
    Path path = path(folder, written);
    for (Source source : open) {
      if (source.path().equals(path)) throw cycle(source, written);
    }
    if (!included.containsKey(path)) included.put(path, evaluate(read(path, written)));
    return included.get(path);
  }

  private static Path path(Path folder, String name) {
    return folder.resolve(name).toAbsolutePath().normalize();
  }

  private ScriptMistake cycle(Source again, String written) {
    List<String> chain = new ArrayList<>();
    for (Source source : open) {
      chain.add(0, source.name());
      if (source == again) break;
    }
    chain.add(again.name());
    return new ScriptMistake(
        written,
        "'" + again.name() + "' includes itself: " + String.join(" → ", chain),
        "move what both need into a third file");
  }

  private Source read(Path path, String written) {
    Path home = path(context.script().folder(), "");
    String name =
        path.startsWith(home)
            ? home.relativize(path).toString().replace('\\', '/')
            : path.toString();
    if (Files.isDirectory(path)) {
      throw new ScriptMistake(
          written, "'" + written + "' is a folder, not a script", near(path, path));
    }
    try {
      return new Source(name, path, context.script().library().read(path, name));
    } catch (InvalidWorkflowException e) {
      Problem problem = e.problems().get(0);
      throw new ScriptMistake(
          written, "'" + written + "' cannot be included: it is no UTF-8 text", problem.hint());
    } catch (IOException e) {
      if (Files.exists(path)) {
        throw new ScriptMistake(written, "'" + written + "' cannot be read: " + e.getMessage(), "");
      }
      throw new ScriptMistake(
          written, "There is no file '" + written + "' to include", near(path, path.getParent()));
    }
  }

  /** What there is to include instead. */
  private static String near(Path missing, Path folder) {
    if (folder == null || !Files.isDirectory(folder)) {
      return "there is no folder '" + folder + "' either";
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(it -> String.valueOf(it.getFileName()))
              .filter(it -> it.endsWith(".groovy"))
              .sorted()
              .toList();
      return Names.nearest(String.valueOf(missing.getFileName()), names)
          .map(it -> "did you mean '" + it + "'?")
          .orElse(
              names.isEmpty()
                  ? "no .groovy file is in that folder"
                  : names.stream()
                      .limit(8)
                      .collect(Collectors.joining(", ", "in that folder are: ", "")));
    } catch (IOException e) {
      return "";
    }
  }

  private Object evaluate(Source source) {
    sources.add(source);
    open.push(source);
    try {
      return run(source, compiled(source));
    } finally {
      open.pop();
    }
  }

  private Code compiled(Source source) {
    int number = sources.size() - 1;
    try {
      Code code = compiler.compile(source.name(), source.text(), number);
      if (number == 0 && code.marks().empty()) {
        context.problem(
            new Place(source.name(), 1, 1),
            "The script is empty",
            "begin with def picture = t2i { model '…'; prompt '…' }");
      }
      context.file(Compiler.unit(source.name(), number), code);
      return code;
    } catch (MultipleCompilationErrorsException e) {
      for (Problem problem : SyntaxMistakes.of(e, source.name(), source.text())) {
        context.problem(problem.place(), problem.message(), problem.hint());
      }
      throw new NotCompiled(e);
    }
  }

  private Object run(Source source, Code code) {
    ScriptBase instance;
    try {
      instance = code.type().getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    instance.setBinding(binding);
    instance.context(context, this, source);
    Object value = instance.run();
    if (open.size() > 1) {
      for (String name : code.functions()) {
        binding.setVariable(name, new IncludedFunction(instance, name, source.name()));
      }
    }
    return value;
  }
}
