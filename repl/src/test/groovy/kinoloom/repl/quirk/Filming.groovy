package kinoloom.repl.quirk

import java.nio.file.Files
import java.nio.file.Path
import java.time.InstantSource
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import kinoloom.repl.crash.RunJournal

/** One film, made on an emulator with odd ways and gone on with on one that has others or none. */
class Filming {
  static final String KEY = 'sk-film'
  static final FfmpegMedia MEDIA = new FfmpegMedia(Ffmpeg.find())

  private final Path folder
  private final double scale
  private final String balance
  private final long seed
  private final InstantSource clock

  Filming(Path folder, Map how) {
    this.folder = Files.createDirectories(folder)
    scale = how.scale ?: 0d
    balance = how.balance ?: '100.00'
    seed = how.seed ?: 1L
    clock = how.hurried ? new Hurried() : InstantSource.system()
  }

  /**
   * How a process with the film ended.
   *
   * @param words the reason and each failure, without what differs from time to time
   * @param charged the steps that have been paid, once for each charge
   */
  record Ended(RunResult result, String words, List<String> charged) {
    String getStatus() { result.status().name() }
  }

  /** Begins the film, or goes on with it. */
  Ended make(Map how) {
    def builder = Emulator.builder().dataDir(folder.resolve('emulator')).key(KEY).balance(balance)
      .timeScale(scale).pixelScale(0.05d).seed(seed)
    how.quirks?.each { builder.quirk(it) }
    if (how.chaos) builder.chaos(how.chaos)
    try (Emulator emulator = builder.start()) {
      def result = run(emulator, how)
      new Ended(result, words(result), charged(emulator))
    }
  }

  private RunResult run(Emulator emulator, Map how) {
    def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { how.key ?: KEY }.build()
    def kinoloom = Kinoloom.builder().platform(platform).media(MEDIA).clock(clock)
      .workspace(folder.resolve('ws')).out(folder.resolve('out')).tap { if (how.policy) it.onAmbiguous(how.policy as String) }.build()
    try (kinoloom; def run = begin(kinoloom, how)) {
      run.result().get()
    }
  }

  private begin(Kinoloom kinoloom, Map how) {
    def known = journal().run
    if (known) return kinoloom.resume(known)
    kinoloom.run(Path.of(Filming.getResource('/kinoloom/repl/film.groovy').toURI()), [shots: how.shots ?: 2])
  }

  RunJournal journal() {
    new RunJournal(folder.resolve('ws'))
  }

  /** Which steps the emulator's books say were paid for. What the books know, the run knows, and the other way round. */
  private List<String> charged(Emulator emulator) {
    def events = journal().events()
    def intents = events.findAll { it.type == 'submit.intent' }
    def steps = intents.collectEntries { [it.transno, it.step] }
    def entries = settled(emulator).findAll { it.kind().name() != 'RECHARGE' }
    def strangers = entries.findAll { !steps[it.transno()] }
    assert !strangers : "the books know requests that the journal does not: $strangers"
    def tasks = events.findAll { it.type == 'submit.accepted' || it.type == 'submit.resolved' && it.task }*.task as Set
    assert tasks - entries*.taskid() == [] as Set : 'the journal knows tasks that the books do not'
    def charges = entries.findAll { it.kind().name() == 'CHARGE' }
    assert charges*.transno() == charges*.transno().toUnique() : 'one request was charged twice'
    charges.collect { steps[it.transno()] }.sort()
  }

  /** The books, once no task is running any more. */
  private static settled(Emulator emulator) {
    long end = System.nanoTime() + 10_000_000_000L
    while (true) {
      def entries = emulator.ledger()
      if (entries.count { it.kind().name() == 'RESERVE' } == entries.count { it.kind().name() in ['CHARGE', 'RELEASE'] }) return entries
      assert System.nanoTime() < end : "tasks that are never settled: $entries"
      Thread.sleep(10)
    }
  }

  private static String words(RunResult result) {
    def failures = result.failures().collect { "${it.step().value()}: ${it.message()} -> ${it.hint()}" }
    ([result.reason()] + failures).findAll().join('\n')
      .replace(result.run(), 'RUN').replaceAll(/127\.0\.0\.1:\d+/, 'HOST').replaceAll(/[0-9a-f]{32}|[0-9a-f-]{36}/, 'TASK')
  }

  /** Time that leaps by more than any grace every one and a half seconds. */
  private static class Hurried implements InstantSource {
    private final long begin = System.nanoTime()

    @Override
    java.time.Instant instant() {
      long passed = System.nanoTime() - begin
      java.time.Instant.now().plusSeconds(passed.intdiv(1_500_000_000L) * 150)
    }
  }
}
