package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.graph.Input;
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
    if (!Files.exists(path)) throw new ValueException("There is no file '" + path + "'");
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

  /** The name of a file that was taken in. */
  Optional<String> name(Artifact artifact) {
    return known.entrySet().stream()
        .filter(it -> it.getValue().equals(artifact))
        .map(it -> String.valueOf(Path.of(it.getKey()).getFileName()))
        .findFirst();
  }
}
