package kinoloom.journal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import kinoloom.artifact.ArtifactStore;
import kinoloom.artifact.Disk;
import kinoloom.artifact.FileArtifactStore;

/**
 * A directory in which runs, their files and their results are kept: {@code .kinoloom}.
 *
 * <pre>
 * runs/20261122-093012-halloween/   a run, see {@link RunFolder}
 * objects/ab/cdef…                  files, see {@link FileArtifactStore}
 * results/ab/cdef….json             key → result, see {@link FileResults}
 * tmp/                              files in the making
 * ballast                           room for the journals when the disk is full, see {@link Ballast}
 * </pre>
 *
 * <p>Nothing is created before it is needed; directories are for this user only. Thread-safe, and
 * any number of processes may use a workspace; one at a time owns a run ({@link RunLock}).
 */
public final class Workspace {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int STAMP_LENGTH = 15;
  private static final int SLUG_LENGTH = 24;

  /** By second, then {@code -10} after {@code -2}. */
  private static final Comparator<RunFolder> OLDEST_FIRST =
      Comparator.comparing((RunFolder run) -> run.id().substring(0, STAMP_LENGTH))
          .thenComparing(run -> run.id().length())
          .thenComparing(RunFolder::id);

  private final Path runs;
  private final InstantSource clock;
  private final FileArtifactStore objects;
  private final FileResults results;
  private final Ballast ballast;

  private Workspace(Path root, InstantSource clock) {
    this.runs = root.resolve("runs");
    this.clock = clock;
    this.objects = new FileArtifactStore(root.resolve("objects"), root.resolve("tmp"));
    this.results =
        new FileResults(
            root.resolve("results"),
            run -> FileJournal.examine(new RunFolder(run, runs.resolve(run)).journal()).entries(),
            this::rebuildResults);
    this.ballast = new Ballast(root.resolve("ballast"));
  }

  /**
   * @param root the {@code .kinoloom} directory itself; need not exist
   */
  public static Workspace open(Path root, InstantSource clock) {
    return new Workspace(root.toAbsolutePath().normalize(), clock);
  }

  /** Makes the folder of a run. The run exists, for others, once its journal does. */
  public RunFolder newRun(String title) throws IOException {
    Disk.directories(runs);
    String stamp = STAMP.format(clock.instant().atZone(ZoneId.systemDefault()));
    String name = stamp + "-" + slug(title);
    for (int number = 1; ; number++) {
      String id = number == 1 ? name : name + "-" + number;
      try {
        Path folder = Files.createDirectory(runs.resolve(id), Disk.onlyOwner(runs));
        Disk.force(runs);
        return new RunFolder(id, folder);
      } catch (FileAlreadyExistsException e) {
        // The next number, then.
      }
    }
  }

  /** All runs that have a journal, newest first. */
  public List<RunFolder> runs() throws IOException {
    if (!Files.isDirectory(runs)) return List.of();
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .map(folder -> new RunFolder(folder.getFileName().toString(), folder))
          .filter(run -> run.id().length() > STAMP_LENGTH && Files.exists(run.journal()))
          .sorted(OLDEST_FIRST.reversed())
          .toList();
    }
  }

  /**
   * @param name the id of a run, or the beginning of just one
   * @throws UnknownRunException when there is none, or more than one
   */
  public RunFolder run(String name) throws IOException {
    List<RunFolder> all = runs();
    List<RunFolder> found = all.stream().filter(run -> run.id().startsWith(name)).toList();
    Optional<RunFolder> exact = found.stream().filter(run -> run.id().equals(name)).findFirst();
    if (exact.isPresent()) return exact.get();
    if (found.size() != 1 || name.isEmpty())
      throw new UnknownRunException(name, ids(found), ids(all));
    return found.get(0);
  }

  public Optional<RunFolder> latest() throws IOException {
    return runs().stream().findFirst();
  }

  public ArtifactStore objects() {
    return objects;
  }

  /** Removes what dead processes have left behind; nothing of a living one. */
  public void sweep() {
    objects.sweep(clock.instant());
  }

  public Results results() {
    return results;
  }

  public Ballast ballast() {
    return ballast;
  }

  /**
   * Takes the results of all runs out of their journals again, oldest first.
   *
   * @throws IOException when a journal cannot be read, or not all of it, after all others have been
   */
  public void rebuildResults() throws IOException {
    IOException failure = null;
    List<RunFolder> all = runs();
    for (int i = all.size() - 1; i >= 0; i--) {
      RunFolder run = all.get(i);
      try {
        JournalReader.Contents contents = JournalReader.read(run.journal());
        results.add(run.id(), contents.remains().entries());
        contents.sound();
      } catch (IOException e) {
        if (failure == null) failure = e;
        else failure.addSuppressed(e);
      }
    }
    if (failure != null) throw failure;
  }

  /** ASCII letters and digits of a title, with dashes between; {@code run} if it has none. */
  static String slug(String title) {
    String plain = Normalizer.normalize(title, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
    String words = plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String slug = words.startsWith("-") ? words.substring(1) : words;
    if (slug.length() > SLUG_LENGTH) slug = slug.substring(0, SLUG_LENGTH);
    if (slug.endsWith("-")) slug = slug.substring(0, slug.length() - 1);
    return slug.isEmpty() ? "run" : slug;
  }

  private static List<String> ids(List<RunFolder> runs) {
    return runs.stream().map(RunFolder::id).toList();
  }
}
