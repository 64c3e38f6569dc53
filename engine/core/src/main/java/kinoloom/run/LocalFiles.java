package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.graph.Input;
import kinoloom.graph.Names;
import kinoloom.graph.ValueException;

/** The user's own files: copied into the store and hashed once, however many steps use them. */
final class LocalFiles {
  private final ArtifactStore store;
  private final Map<String, Artifact> known = new HashMap<>();

  LocalFiles(ArtifactStore store) {
    this.store = store;
  }

  Artifact get(Input.LocalFile file) {
    Artifact artifact = known.get(file.path());
    if (artifact != null) return artifact;
    Path path = Path.of(file.path());
    if (!Files.exists(path))
      throw new ValueException("There is no file '" + path + "'" + there(path));
    if (Files.isDirectory(path))
      throw new ValueException("'" + path + "' is a folder, and a file is wanted");
    if (!Files.isRegularFile(path))
      throw new ValueException("'" + path + "' is not a regular file");
    try {
      artifact = store.copyIn(path, "");
    } catch (IOException e) {
      throw new ValueException("The file '" + path + "' cannot be used: " + e.getMessage());
    }
    known.put(file.path(), artifact);
    return artifact;
  }

  /** What was copied in is damaged: it is copied in again when it is needed. */
  void forget(String sha256) {
    known.values().removeIf(it -> it.sha256().equals(sha256));
  }

  /** What the folder of a file that is missing has instead. */
  private static String there(Path missing) {
    Path folder = missing.toAbsolutePath().getParent();
    if (folder == null || missing.getFileName() == null) return "";
    if (!Files.isDirectory(folder)) return ". There is no folder '" + folder + "' either";
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .filter(Files::isRegularFile)
              .map(it -> String.valueOf(it.getFileName()))
              .sorted()
              .toList();
      return Names.nearest(String.valueOf(missing.getFileName()), names)
          .map(it -> ". Did you mean '" + it + "'?")
          .orElse(". Nothing in that folder has a name like it");
    } catch (IOException e) {
      return "";
    }
  }

  /** The name of a file that was taken in. */
  Optional<String> name(Artifact artifact) {
    return known.entrySet().stream()
        .filter(it -> it.getValue().equals(artifact))
        .map(it -> String.valueOf(Path.of(it.getKey()).getFileName()))
        .findFirst();
  }
}
