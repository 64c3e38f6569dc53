package kinoloom.graph;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A way to write workflows down. Found by {@link java.util.ServiceLoader}. */
public interface ScriptLanguage {

  /**
   * A script's text and where it stands.
   *
   * @param name the file name that messages show
   * @param folder what relative paths in the script start from
   * @param library where the files come from that it includes
   */
  record Script(String name, String text, Path folder, Library library) {
    public Script(String name, String text, Path folder) {
      this(name, text, folder, ScriptText::read);
    }
  }

  /** Gives the text of a file that a script includes. */
  @FunctionalInterface
  interface Library {
    /**
     * @param name what messages call the file
     */
    String read(Path file, String name) throws IOException;
  }

  /** A file that a description was made of. */
  record Source(String name, Path path, String text) {}

  /**
   * A value that a script takes from its caller.
   *
   * @param type {@code text}, {@code a whole number}, … in words
   * @param value what it has now; null where the caller must give it and did not
   * @param required whether the caller must give it
   * @param about what it is for; empty where the script does not say
   */
  record Param(String name, String type, Object value, boolean required, String about) {}

  /**
   * A workflow as far as it could be described, and every mistake found on the way.
   *
   * @param sources the script, and then all files that it includes
   * @param notes what is no mistake, but may not be meant
   */
  record Description(
      Workflow workflow,
      List<Problem> problems,
      List<Source> sources,
      List<Param> params,
      List<Problem> notes) {
    public Description {
      problems = List.copyOf(problems);
      sources = List.copyOf(sources);
      params = List.copyOf(params);
      notes = List.copyOf(notes);
    }

    public Description(Workflow workflow, List<Problem> problems) {
      this(workflow, problems, List.of(), List.of(), List.of());
    }

    /** The text of each file by its name. */
    public Map<String, String> texts() {
      Map<String, String> texts = new LinkedHashMap<>();
      for (Source source : sources) texts.put(source.name(), source.text());
      return texts;
    }

    /** The script's own places first, then those of each file it includes, in order. */
    public Comparator<Problem> order() {
      List<String> files = sources.stream().map(Source::name).toList();
      return Comparator.<Problem>comparingInt(it -> files.indexOf(it.place().file()))
          .thenComparingInt(it -> it.place().line())
          .thenComparingInt(it -> it.place().column());
    }
  }

  /**
   * Evaluates a script. It only describes: nothing is sent and no file is written.
   *
   * @param params values given by the caller; a text is turned into the type of the default
   */
  default Description describe(Script script, Map<String, Object> params) {
    return describe(script, params, "");
  }

  /**
   * @param profile which of the script's profiles holds; empty for none
   */
  Description describe(Script script, Map<String, Object> params, String profile);
}
