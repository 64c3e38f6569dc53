package kinoloom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kinoloom.graph.StepId;
import kinoloom.journal.Event;
import kinoloom.journal.FileJournal;
import kinoloom.journal.Remains;
import kinoloom.journal.RunFolder;
import kinoloom.journal.RunLock;
import kinoloom.journal.Watermarks;
import kinoloom.journal.Whereabouts;
import kinoloom.plan.Exposure;
import kinoloom.plan.RunState;

/** Says what is wrong with a run, and writes down that a person accepts it. */
final class Examiner {
  private final RunFolder folder;
  private final Watermarks marks;
  private final InstantSource clock;

  Examiner(RunFolder folder, Watermarks marks, InstantSource clock) {
    this.folder = folder;
    this.marks = marks;
    this.clock = clock;
  }

  Examination examine() throws IOException {
    return examine(
        RunLock.owner(folder)
            .map(it -> new Examination.Owner(it.pid(), it.since().orElse(null)))
            .orElse(null));
  }

  private Examination examine(Examination.Owner owner) throws IOException {
    Remains remains = FileJournal.examine(folder.journal());
    RunState state = RunState.of(remains.entries());
    List<Exposure.Risk> risks = Exposure.of(remains);
    return new Examination(
        folder.id(),
        remains,
        risks,
        Exposure.worst(risks),
        Opening.moved(folder, remains.last(), state, marks),
        owner,
        kept());
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.path())) {
      return files
          .filter(it -> it.getFileName().toString().matches("journal\\.(torn|damaged)-\\d+"))
          .sorted()
          .toList();
    }
  }

  Examination acceptLoss() throws IOException {
    try (RunLock lock = RunLock.acquire(folder, clock)) {
      Examination found = examine(null);
      Remains remains = found.remains();
      if (!remains.damaged()) {
        throw new IllegalStateException(
            "The journal of run " + folder.id() + " is not damaged: there is no loss to accept");
      }
      FileJournal.rewrite(folder.journal(), folder.id(), kept -> accepted(found, kept), clock);
      return found;
    }
  }

  private Event accepted(Examination found, String kept) throws IOException {
    Remains remains = found.remains();
    return new Event.LossAccepted(
        kept,
        remains.gaps().stream().map(Remains.Gap::numbers).collect(Collectors.joining(", ")),
        remains.missing(),
        Math.max(remains.last(), marks.of(folder)),
        found.risks().stream().map(Exposure.Risk::step).map(StepId::value).toList(),
        Exposure.unreserved(found.risks()));
  }

  Examination acceptCopy() throws IOException {
    try (RunLock lock = RunLock.acquire(folder, clock)) {
      Examination found = examine(null);
      if (found.moved().isEmpty()) {
        throw new IllegalStateException(
            "The run "
                + folder.id()
                + " was neither copied nor set back: there is nothing to accept");
      }
      try (FileJournal journal = FileJournal.open(folder.journal(), clock)) {
        journal.guardedBy(lock);
        journal.append(
            new Event.WorkspaceAccepted(found.moved(), Math.max(journal.last(), marks.of(folder))));
        journal.append(
            new Event.WorkspaceOpened(ProcessHandle.current().pid(), Whereabouts.of(folder)));
        journal.commit();
      }
      return found;
    }
  }
}
