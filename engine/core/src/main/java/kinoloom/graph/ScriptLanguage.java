package kinoloom.graph;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A way to write workflows down. Found by {@link java.util.ServiceLoader}. */
public interface ScriptLanguage {

  /**
   * A script's text and where it stands.
   *
   * @param name the file name that messages show
   * @param folder what relative paths in the script start from
   */
  record Script(String name, String text, Path folder) {}

  /** A workflow as far as it could be described, and every mistake found on the way. */
  record Description(Workflow workflow, List<Problem> problems) {
    public Description {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Evaluates a script. It only describes: nothing is sent and no file is written.
   *
   * @param params values given by the caller; a text is turned into the type of the default
   */
  Description describe(Script script, Map<String, Object> params);
}
