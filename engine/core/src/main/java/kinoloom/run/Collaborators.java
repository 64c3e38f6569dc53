package kinoloom.run;

import kinoloom.artifact.ArtifactStore;
import kinoloom.journal.Results;
import kinoloom.platform.Platform;

/**
 * The outside world of a run: the service, this machine's ffmpeg, the workspace, and where answers
 * go that the workspace cannot take.
 */
public record Collaborators(
    Platform platform,
    Media media,
    ArtifactStore store,
    Results results,
    Publisher publisher,
    Rescue rescue,
    Answers answers) {

  public Collaborators(
      Platform platform,
      Media media,
      ArtifactStore store,
      Results results,
      Publisher publisher,
      Rescue rescue) {
    this(platform, media, store, results, publisher, rescue, Answers.NONE);
  }

  public Collaborators(
      Platform platform, Media media, ArtifactStore store, Results results, Publisher publisher) {
    this(platform, media, store, results, publisher, Rescue.NONE);
  }
}
