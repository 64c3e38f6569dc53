package kinoloom.repl

import java.nio.file.Path
import java.time.Duration
import java.time.Instant
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.journal.Entry
import kinoloom.journal.Event
import kinoloom.media.Ffmpeg
import kinoloom.media.FfmpegMedia
import kinoloom.platform.http.HttpPlatform
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** Shots wait side by side: a film takes as long as its longest path, not as the sum of its steps. */
class SideBySideSpec extends Specification {
  @AutoCleanup
  Emulator emulator = Emulator.builder().pixelScale(0.25d).timeScale(0.01d).seed(3).start()

  @TempDir Path folder

  def 'nine shots take little longer than their longest path'() {
    given:
    def script = [Path.of('../dsl-examples/scripts/02-halloween.groovy'), Path.of('dsl-examples/scripts/02-halloween.groovy')].find { it.toFile().exists() }
    List<Entry> entries = Collections.synchronizedList([])
    def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { emulator.key() }.build()
    def kinoloom = Kinoloom.builder().platform(platform).media(new FfmpegMedia(Ffmpeg.find()))
      .workspace(folder.resolve('ws')).out(folder.resolve('out')).listener { entries << it }.build()

    when:
    RunResult result
    try (def run = kinoloom.run(script, [shots: 9])) {
      result = run.result().get()
    } finally {
      kinoloom.close()
    }

    then:
    result.status() == RunResult.Status.DONE

    when:
    Map<String, Instant> begun = [:]
    Map<String, Double> took = [:]
    entries.each { entry ->
      if (entry.event() instanceof Event.Prepared) begun.putIfAbsent(entry.event().step().value(), entry.at())
      if (entry.event() instanceof Event.Done) {
        def step = entry.event().step().value()
        took[step] = Duration.between(begun[step], entry.at()).toMillis() / 1000d
      }
    }
    def frames = (0..8).collect { took["frame[$it]".toString()] }
    def clips = (0..8).collect { frames[it] + took["clip[$it]".toString()] }
    double longest = took.board + Math.max(clips.max(), frames.max() + took.passage) + took.film
    double sum = took.values().sum()
    double total = Duration.between(entries.first().at(), entries.last().at()).toMillis() / 1000d
    println String.format(Locale.ROOT, 'nine shots: total %.1f s, longest path %.1f s, sum of all steps %.1f s', total, longest, sum)

    then:
    took.size() == 21
    total < sum / 2
    total < longest * 1.1 + 1
  }
}
