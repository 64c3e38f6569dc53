package kinoloom.repl.crash

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import kinoloom.journal.FileJournal
import kinoloom.plan.RunState
import kinoloom.repl.Json

/** Holds what a run left behind against the emulator's books. Each fault is told in words; none is what is wanted. */
class Judge {
  private static final Map<String, List<String>> INPUTS = [
    'frame[0]': ['board'], 'frame[1]': ['board'], 'clip[0]': ['frame[0]'], 'clip[1]': ['frame[1]'],
    'passage': ['frame[0]', 'frame[1]'], 'film': ['clip[0]', 'clip[1]', 'passage'],
  ]

  private final Trial trial

  Judge(Trial trial) {
    this.trial = trial
  }

  /** Of a run that has come to its end. */
  List<String> faults() {
    Attempts all = trial.after()
    paidTwice(all) + unannounced(all) + lostTasks(all) + forgotten() + (trial.kills*.faults().flatten() as List<String>) + onDisk() + keys()
  }

  /** What can be told at any moment, with the process dead. */
  List<String> onDisk() {
    List<Map> events = trial.journal.events()
    events ? tooEarly(events) + damaged() + published() + missing(events) + folds() : []
  }

  private List<String> paidTwice(Attempts all) {
    List<String> charged = trial.of('charge')*.transno
    List<String> twice = charged.countBy { it }.findAll { it.value > 1 }.collect { "the request $it.key was charged $it.value times" as String }
    Map<String, Integer> consents = all.consents.values().countBy { it }
    twice + charged.countBy { all.announced[it] }.findAll { step, times -> times > 1 + (consents[step] ?: 0) }
        .collect { step, times -> "$step was charged $times times, and ${consents[step] ?: 0} more were agreed to" as String }
  }

  /** What was never announced, or announced and not sent whole, cannot have come to the platform. */
  private List<String> unannounced(Attempts all) {
    Set<String> taken = trial.entries*.transno as Set
    trial.kills.collectMany { new Attempts(it.events()).unsent.findAll { it in taken } }.collect { "$it was not sent whole, and yet it was taken" as String }
  }

  /** A task whose id was on disk is the only one that was accepted for its step. */
  private List<String> lostTasks(Attempts all) {
    List<String> faults = all.tasks.values().countBy { it }.findAll { it.value > 1 }.collect { "$it.key has $it.value tasks" as String }
    trial.kills.collectMany { new Attempts(it.events()).tasks.keySet() }.toSet().each { task ->
      if (trial.of('charge').count { it.taskid == task } != 1) faults << ("the task $task was known and not charged once" as String)
      if (!all.tasks[task]) faults << ("the task $task was known and is forgotten" as String)
    }
    faults
  }

  /** What was told of is in the journal, then and now; and what was there once is there still. */
  private List<String> forgotten() {
    Map<Long, Map> last = byNumber(trial.journal.events())
    trial.kills.collectMany { kill ->
      Map<Long, Map> then = byNumber(kill.events())
      kill.told().findAll { told -> [then, last].any { it[told.seq as long]?.at != told.at || it[told.seq as long]?.step != told.event.step } }
          .collect { "event $it.seq, $it.type, was told of and is not in the journal" as String } +
        kill.events().findAll { last[it.seq as long] != it }.collect { "event $it.seq, $it.type, is gone" as String }
    }
  }

  private static Map<Long, Map> byNumber(List<Map> events) {
    events.collectEntries { [it.seq as long, it] }
  }

  private static List<String> tooEarly(List<Map> events) {
    Set<String> done = []
    events.collectMany { event ->
      if (event.type in ['step.done', 'reused']) done << event.step
      boolean begins = event.type == 'submit.intent' || event.type == 'prepared'
      begins && !done.containsAll(INPUTS[event.step] ?: []) ? ["$event.step was begun before ${INPUTS[event.step] - done} was done" as String] : []
    }
  }

  /** Stored files that are not what their name says. */
  private List<String> damaged() {
    Path objects = trial.folder.resolve('work/objects')
    files(objects).findAll { objects.relativize(it).toString().replace('/', '') != sha256(it) }.collect { "$it is damaged" as String }
  }

  /** Pictures and films that have their name are among what the journal knows, whole. */
  private List<String> published() {
    String known = trial.journal.events().findAll { it.type in ['step.done', 'reused'] }.toString()
    files(trial.folder.resolve('out')).findAll { it.toString() =~ /\/[^.\/][^\/]*\.(mp4|png|jpg|webp)$/ && !known.contains(sha256(it)) }
        .collect { "$it is published and not what the journal knows" as String } +
      files(trial.folder.resolve('out')).findAll { it.toString() ==~ /.*\.(json|csv)/ && !whole(it) }.collect { "$it is published and not whole" as String }
  }

  /** What the journal says was published is there. */
  private List<String> missing(List<Map> events) {
    events.findAll { it.type == 'published' }.collectMany { it.paths }.findAll { !Files.exists(trial.folder.resolve(it as String)) }
        .collect { "$it was published and is not there" as String }
  }

  private static boolean whole(Path file) {
    String text = Files.readString(file)
    if (file.toString().endsWith('.csv')) return text.endsWith('\n')
    try {
      return Json.read(text) != null
    } catch (IOException ignored) {
      return false
    }
  }

  /** Folding the events twice gives the same, within the budget. */
  private List<String> folds() {
    Path journal = trial.folder.resolve("work/runs/$trial.journal.run/journal.log")
    List<RunState> twice = (1..2).collect { folded(journal) }
    List<String> faults = twice.collect { shown(it) }.toSet().size() == 1 ? [] : ['the journal can be folded in two ways']
    long fen = twice[0].spent().plus(twice[0].reserved()).fen()
    fen <= (Trial.BUDGET_YUAN as long) * 100 ? faults : faults + ["spent and reserved are $fen fen" as String]
  }

  private static RunState folded(Path journal) {
    FileJournal.read(journal).inject(new RunState()) { state, entry -> state.apply(entry.event()); state }
  }

  private static String shown(RunState state) {
    [state.started(), state.ended(), state.spent(), state.reserved(), state.published(),
      state.steps().collect { [it.id(), it.phase(), it.attempt(), it.transno(), it.task(), it.cost(), it.reserved(), it.value(), it.media()] }]
  }

  /** The key, as it is or in another spelling, in anything kino wrote. */
  private List<String> keys() {
    List<byte[]> spellings = spellings(Bank.KEY)*.bytes
    (files(trial.folder) + trial.outputs).findAll { file ->
      String text = new String(Files.readAllBytes(file), 'ISO-8859-1')
      spellings.any { text.contains(new String(it, 'ISO-8859-1')) }
    }.collect { "$it has the key in it" as String }
  }

  /** In Base64 it looks different at each of three places; its ends depend on its neighbours. */
  static List<String> spellings(String key) {
    List<String> base64 = (0..2).collectMany { shift ->
      String text = Base64.encoder.encodeToString(('x' * shift + key).bytes)[(shift ? 4 : 0)..-5]
      [text, text.replace('+', '-').replace('/', '_')]
    }
    [key, key.reverse(), URLEncoder.encode(key, 'UTF-8'), key.bytes.encodeHex().toString(), key.bytes.encodeHex().toString().toUpperCase()] + base64
  }

  private static String sha256(Path file) {
    MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)).encodeHex()
  }

  private static List<Path> files(Path folder) {
    Files.isDirectory(folder) ? Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.toList() } : []
  }
}
