package kinoloom.run;

import kinoloom.artifact.ArtifactStore;
import kinoloom.journal.Results;
import kinoloom.platform.Platform;

/** The outside world of a run: the service, this machine's ffmpeg, and the workspace. */
public record Collaborators(
    Platform platform, Media media, ArtifactStore store, Results results, Publisher publisher) {}
