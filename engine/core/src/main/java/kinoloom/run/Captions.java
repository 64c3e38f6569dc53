package kinoloom.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;

/**
 * The subtitles of a film as an SRT file, kept beside the film in the store and published beside
 * it. Nothing is lost with it that the film does not have itself.
 */
final class Captions {
  private Captions() {}

  static void keep(ArtifactStore store, Artifact film, String text) throws IOException {
    Path file = store.newTemporary();
    try {
      Files.writeString(file, text, StandardCharsets.UTF_8);
      Files.move(file, beside(store, film), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  static Optional<Path> of(ArtifactStore store, Artifact film) {
    boolean video = film.mediaType().startsWith("video/");
    return Optional.of(beside(store, film)).filter(it -> video && Files.isRegularFile(it));
  }

  private static Path beside(ArtifactStore store, Artifact film) {
    Path file = store.path(film);
    return file.resolveSibling(file.getFileName() + ".srt");
  }
}
