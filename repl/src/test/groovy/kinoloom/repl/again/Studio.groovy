package kinoloom.repl.again

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.Plan
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.emulator.money.LedgerEntry
import kinoloom.graph.Budget
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.plan.Allowance
import kinoloom.plan.Limits
import kinoloom.platform.http.HttpPlatform

/** One workspace and the platform that it pays, whose books tell what was made. */
class Studio implements Closeable {
  /** All at once: nobody waits for a lane here. */
  private static final Limits LIMITS = new Limits(128, 8, true, Allowance.NONE)
  private static final FfmpegMedia MEDIA = new FfmpegMedia(Ffmpeg.find())

  final Path folder
  final Emulator emulator = Emulator.builder().pixelScale(0.03d).timeScale(0.0005d).balance('100000').start()
  final PlatformLine line = new PlatformLine(emulator.url())

  Studio(Path folder) {
    this.folder = Files.createDirectories(folder)
  }

  /**
   * What a run made of a script.
   *
   * @param steps those that were not in the workspace yet, local ones too
   * @param charged how many requests the platform's books were paid for
   */
  record Made(RunResult result, List<String> steps, int charged) {}

  /** Runs a script in a process of its own, so to speak: nothing is remembered but the workspace. */
  Made make(String text, Map<String, Object> params = [:]) {
    int before = charges()
    def script = Files.writeString(folder.resolve('film.groovy'), text)
    engine { engine ->
      def result = engine.run(script, params).withCloseable { it.result().get() }
      def made = engine.status(result.run()).steps().findAll { it.state() == 'done' }*.id()*.value()
      new Made(result, made, charges() - before)
    }
  }

  Plan plan(String text, Map<String, Object> params = [:]) {
    def script = Files.writeString(folder.resolve('film.groovy'), text)
    engine { it.plan(script, params) }
  }

  def <T> T engine(Closure<T> work) {
    def platform = HttpPlatform.builder().baseUrl(line.url).scope('studio').apiKey { emulator.key() }.build()
    Kinoloom.builder().platform(platform).media(MEDIA)
      .workspace(folder.resolve('ws')).out(folder.resolve('out')).limits(LIMITS).allow(Budget.NO_LIMIT)
      .build().withCloseable(work)
  }

  private int charges() {
    emulator.ledger().count { it.kind() == LedgerEntry.Kind.CHARGE }
  }

  void close() {
    line.close()
    emulator.close()
  }
}
