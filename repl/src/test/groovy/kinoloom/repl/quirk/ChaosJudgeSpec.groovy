package kinoloom.repl.quirk

import java.nio.file.Files
import java.nio.file.Path
import java.security.MessageDigest
import java.util.concurrent.Callable
import java.util.concurrent.ConcurrentLinkedQueue
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicLong
import javax.imageio.ImageIO
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.emulator.Emulator
import kinoloom.platform.http.HttpPlatform
import kinoloom.repl.crash.RunJournal
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * Many runs against many emulators on bad days, side by side; each is gone on with until it is done, and the
 * emulators' books judge. {@code -Dkinoloom.chaos.seed} chooses the days, {@code -Dkinoloom.chaos.exchanges} how much is asked.
 */
@Tag('proof')
class ChaosJudgeSpec extends Specification {
  static final String KEY = 'sk-chaos-0123456789'
  static final long EXCHANGES = Long.getLong('kinoloom.chaos.exchanges', Boolean.getBoolean('kinoloom.whole') ? 20_000 : 8_000)
  static final long SEED = Long.getLong('kinoloom.chaos.seed', 20261122L)
  static final List<String> DAYS = ['mild', 'rough', 'storm']
  static final int SIDE_BY_SIDE = 12
  static final int PICTURES = 24
  static final int CHATS = 4
  static final String SCRIPT = """\
def talks = (1..$CHATS).collect { n -> chat("talk\$n") { model 'qwen3-max'; prompt "talk \$n about clouds" } }
def pictures = (1..$PICTURES).collect { n -> t2i("picture\$n") { model 'wan2.2-t2i-plus'; prompt "picture \$n" } }
output talks: talks, pictures: pictures
"""

  @TempDir Path folder

  /** What the books and the journal say of one run. */
  static class Verdict {
    String day
    long seed
    String status
    int goes
    long exchanges
    long faults
    int charges
    int unclear
    int falseAlarms
    int consents
    /** What must never be. */
    List<String> wrong = []

    String toString() { String.format('%-5s seed %d: %-10s %2d goes, %5d exchanges, %4d faults, %3d charges, %2d unclear, %2d of them false alarms, %2d consents %s', day, seed, status, goes, exchanges, faults, charges, unclear, falseAlarms, consents, wrong ?: '') }
  }

  def "over #EXCHANGES exchanges no request is charged twice, and no step more often than somebody consented"() {
    given:
    def asked = new AtomicLong()
    def day = new AtomicInteger()
    def verdicts = new ConcurrentLinkedQueue<Verdict>()
    def hands = Executors.newFixedThreadPool(SIDE_BY_SIDE)

    when:
    def work = (1..SIDE_BY_SIDE).collect {
      hands.submit({
        while (asked.get() < EXCHANGES) {
          int n = day.andIncrement
          def verdict = live(DAYS[n % DAYS.size()], SEED + n)
          asked.addAndGet(verdict.exchanges)
          verdicts << verdict
        }
      } as Callable)
    }
    work*.get()
    verdicts.toSorted { it.seed }.each { println it }
    def sum = { String what -> verdicts.sum { it[what] } }
    println "chaos: ${verdicts.size()} runs, ${sum('exchanges')} exchanges, ${sum('faults')} faults, ${sum('charges')} charges, " +
      "${sum('unclear')} unclear requests, ${sum('falseAlarms')} of them false alarms, ${sum('consents')} consents to pay again, " +
      "${verdicts.count { it.status == 'DONE' }} runs done, ${verdicts.sum { it.wrong.size() }} violations"

    then:
    verdicts.collectMany { it.wrong } == []
    verdicts.every { it.status == 'DONE' }
    sum('exchanges') >= EXCHANGES
    DAYS.every { name -> verdicts.any { it.day == name && it.faults > 0 } }

    cleanup:
    hands.shutdownNow()
  }

  Verdict live(String day, long seed) {
    def home = Files.createDirectories(folder.resolve("$day-$seed"))
    def script = Files.writeString(home.resolve('clouds.groovy'), SCRIPT)
    def builder = Emulator.builder().key(KEY).balance('10000').timeScale(0.1d).pixelScale(0.02d).seed(seed).chaos(day)
    builder.start().withCloseable { emulator ->
      RunResult result = null
      int goes = 0
      // First nothing is decided; then a person allows one more time, and one more.
      while (goes < 30 && result?.status() != RunResult.Status.DONE) {
        result = go(home, script, emulator, goes < 2 ? 'hold' : "resubmit:${goes - 1}")
        goes++
      }
      judged(new Verdict(day: day, seed: seed, status: result.status().name(), goes: goes), home, emulator)
    }
  }

  static RunResult go(Path home, Path script, Emulator emulator, String policy) {
    def platform = HttpPlatform.builder().baseUrl(emulator.url().toString()).apiKey { KEY }.build()
    def engine = Kinoloom.builder().platform(platform).workspace(home.resolve('ws')).out(home.resolve('out')).onAmbiguous(policy).build()
    engine.withCloseable {
      def known = new RunJournal(home.resolve('ws')).run
      (known ? engine.resume(known) : engine.run(script, [:])).withCloseable { it.result().get() }
    }
  }

  Verdict judged(Verdict verdict, Path home, Emulator emulator) {
    def events = new RunJournal(home.resolve('ws')).events()
    def steps = events.findAll { it.type == 'submit.intent' }.collectEntries { [it.transno, it.step] }
    def attempts = events.findAll { it.type == 'submit.intent' }.collectEntries { [[it.step, it.attempt], it.transno] }
    def consents = events.findAll { it.type == 'submit.resolved' && it.decision == 'resubmit' }.countBy { it.step }
    def entries = emulator.ledger().findAll { it.kind().name() != 'RECHARGE' }
    def charges = entries.findAll { it.kind().name() == 'CHARGE' }*.transno()
    def unclear = events.findAll { it.type == 'submit.ambiguous' }.collect { attempts[[it.step, it.attempt]] }.toSet()
    verdict.exchanges = emulator.traffic().requests()
    verdict.faults = emulator.traffic().wrong()
    verdict.charges = charges.size()
    verdict.unclear = unclear.size()
    verdict.falseAlarms = (unclear - entries*.transno().toSet()).size()
    verdict.consents = consents.values().sum() ?: 0
    def wrong = verdict.wrong
    charges.countBy { it }.findAll { it.value > 1 }.each { wrong << "request $it.key was charged $it.value times" }
    charges.countBy { steps[it] }.each { step, times ->
      if (step == null) wrong << 'the books know requests that the journal does not'
      else if (times > 1 + (consents[step] ?: 0)) wrong << "step $step was charged $times times with ${consents[step] ?: 0} consents"
    }
    if (verdict.status == 'DONE' && charges.collect { steps[it] }.toSet().size() != PICTURES + CHATS) wrong << 'something was not paid'
    wrong.addAll(broken(home, verdict.status == 'DONE'))
    verdict
  }

  /** Files that are not what they should be. */
  static List<String> broken(Path home, boolean done) {
    def objects = files(home.resolve('ws/objects'))
    def damaged = objects.findAll { file ->
      home.resolve('ws/objects').relativize(file).toString().replace('/', '') != MessageDigest.getInstance('SHA-256').digest(Files.readAllBytes(file)).encodeHex().toString()
    }
    def pictures = files(home.resolve('out')).findAll { "$it".endsWith('.png') }
    damaged += pictures.findAll { ImageIO.read(it.toFile()) == null }
    def missing = done && pictures.size() != PICTURES ? ["$home: ${pictures.size()} pictures"] : []
    damaged*.toString() + missing
  }

  static List<Path> files(Path folder) {
    Files.isDirectory(folder) ? Files.walk(folder).withCloseable { it.filter { Files.isRegularFile(it) }.toList() } : []
  }
}
