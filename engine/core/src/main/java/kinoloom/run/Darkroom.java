package kinoloom.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kinoloom.artifact.Artifact;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.PictureFacts;
import kinoloom.platform.MediaFile;
import kinoloom.platform.Request;

/**
 * Makes the copies of pictures that are sent in their place, and keeps them in the workspace: each
 * copy once, however many steps send it. Belongs to one thread, that of {@link Desk#darkroom}.
 */
final class Darkroom {
  private final Media media;
  private final ArtifactStore store;

  private final Map<Copy, Artifact> made = new HashMap<>();

  private record Copy(String original, Media.Fit fit) {}

  /** A copy was not made; the cause tells why. */
  static final class Failure extends IOException {
    private static final long serialVersionUID = 1;

    /** The SHA-256 of the picture. */
    final String original;

    Failure(String original, Exception cause) {
      super(cause);
      this.original = original;
    }
  }

  Darkroom(Media media, ArtifactStore store) {
    this.media = media;
    this.store = store;
  }

  /**
   * The request with copies in the place of pictures that do not fit. Blocks.
   *
   * @throws Failure when one of them cannot be made
   */
  Request develop(Prepared prepared) throws IOException, InterruptedException {
    Request request = prepared.request();
    List<MediaFile> files = new ArrayList<>(request.files());
    for (Map.Entry<Integer, Media.Fit> it : prepared.fits().entrySet()) {
      MediaFile original = files.get(it.getKey());
      Artifact copy = copy(original, it.getValue());
      files.set(
          it.getKey(),
          new MediaFile(original.word(), copy.sha256(), copy.mediaType(), store.path(copy)));
    }
    return new Request(
        request.category(), request.model(), request.params(), request.options(), files);
  }

  private Artifact copy(MediaFile original, Media.Fit fit)
      throws IOException, InterruptedException {
    Copy name = new Copy(original.sha256(), fit);
    Artifact known = made.get(name);
    if (known != null && store.intact(known.sha256())) return known;
    try {
      Artifact copy = make(original, fit);
      made.put(name, copy);
      return copy;
    } catch (IOException | RuntimeException e) {
      throw new Failure(original.sha256(), e);
    }
  }

  private Artifact make(MediaFile original, Media.Fit fit)
      throws IOException, InterruptedException {
    Path target = store.newTemporary();
    try {
      media.fit(original.path(), target, fit);
      verify(target, fit);
      return store.adopt(target, "image");
    } finally {
      Files.deleteIfExists(target);
    }
  }

  private static void verify(Path copy, Media.Fit fit) throws IOException {
    PictureFacts facts = PictureFacts.of(copy);
    boolean right =
        facts.mediaType().equals(fit.mediaType())
            && facts.width() == fit.width()
            && facts.height() == fit.height();
    if (!right) throw new UnfitPictureException("the copy is not as it should be: " + facts);
  }
}
