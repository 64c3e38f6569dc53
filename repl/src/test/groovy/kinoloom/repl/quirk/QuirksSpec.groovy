package kinoloom.repl.quirk

import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.ExecutorService
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kinoloom.emulator.quirk.Quirk
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/**
 * A whole film on each of the platform's odd ways. It is done, each step paid once; or it stops with the right words,
 * and goes on once the oddness is over, paying only for what was missing. In every case the run knows all that the
 * emulator's books know, and no request is charged twice.
 */
@Tag('proof')
class QuirksSpec extends Specification {
  static final ALL = ['board', 'clip[0]', 'clip[1]', 'frame[0]', 'frame[1]', 'passage']
  static final ONE = ['board', 'clip[0]', 'frame[0]', 'passage']
  static final AGAIN = 'failed tasks are not charged; resuming the run tries it again'
  static final NO_MONEY = { said -> "The account has no money left ($said): recharge, then resume" as String }
  static final NO_KEY = { said -> "The platform refused the key: $said" as String }

  /** The film is done at the first go. */
  static done(Map how = [:]) { [how: how, goes: [[charged: how.charged ?: ALL]]] }

  /** The film takes several goes, the first with the quirk, the others without unless they say so. */
  static goes(Map how, Map... goes) { [how: how, goes: goes.toList()] }

  static stops(String ends, String words, List charged = []) { [ends: ends, words: words, charged: charged] }

  static both(String step, String message) {
    ['A request needs your decision', *(0..1).collect { "$step[$it]: $message -> ${decide("$step[$it]")}" }].join('\n')
  }

  static decide(String step) {
    "resume asks for it again; kino resolve RUN '$step' takes your decision; or resume with --on-ambiguous resubmit:1 (it may be paid twice) or --on-ambiguous abandon"
  }

  static failed(String step, String message, String hint = '') { "A step failed\n$step: $message -> $hint" as String }

  /** The task of each frame is out of sight; it is not charged, and is made again by decision. */
  static outOfSight(String message, List<Map> then = [[quirk: true, policy: 'resubmit:1', charged: ALL]]) {
    def first = stops('PAUSED', both('frame', "Nobody knows what became of its task TASK: $message"), ['board'])
    [how: [hurried: true], goes: [first] + then]
  }

  /** Without the quirk the platform tells that the tasks have failed, and the next go makes them again. */
  static told(String error) {
    def said = "The task failed on the platform: $error -> $AGAIN"
    [stops('FAILED', "A step failed\nframe[0]: $said\nframe[1]: $said" as String, ['board']), [charged: ALL]]
  }

  /** A wrong key, and a balance that is too small, are told as the quirk tells errors; nothing is charged. */
  static refusals(String key, String money) {
    goes(balance: '10.00',
      [key: 'sk-wrong'] + stops('KEY_REFUSED', NO_KEY(key)),
      [quirk: true, with: ['min-balance']] + stops('PAUSED', NO_MONEY(money)),
      [charged: ALL])
  }

  static final Map<String, Map> ROWS = [
    'envelope-data'          : done(scale: 0.005d),
    'envelope-resposne'      : done(scale: 0.005d),
    'envelope-output'        : done(scale: 0.005d),
    'poll-errors'            : done(scale: 0.005d),

    'status-lower'           : done(scale: 0.005d),
    'status-queued'          : done(scale: 0.005d),
    'status-completed'       : done(scale: 0.005d),
    'status-unknown-passing' : done(scale: 0.02d),
    'status-unknown-end'     : outOfSight('the platform answers UNKNOWN', told('the vendor no longer knows the task')),
    'task-frozen'            : done(scale: 0.001d),
    'vendor-unreachable'     : outOfSight('the platform could not ask the vendor: None,Cannot connect to host vendor:443 ssl:default [None]'),

    'media-list'             : done(),
    'media-missing'          : goes(hurried: true,
      stops('PAUSED', both('frame', 'Nobody knows what became of its task TASK: the task is said to be done, but no result is named'), ['board', 'frame[0]', 'frame[1]']),
      [charged: ALL]),
    'success-without-taskid' : done(),

    'row-late'               : done(scale: 0.02d),
    'row-lost'               : outOfSight('the task does not exist: taskid=TASK not exist'),
    'row-only-in-records'    : done(hurried: true),
    'history-purged'         : done(hurried: true, scale: 0.001d),

    'submit-wrapped'         : done(),
    'submit-openai'          : done(),
    'submit-taskstatus'      : done(),
    'submit-sync'            : done(),

    'python-repr'            : done(),
    'doubled-json'           : done(),
    'cut-after-body'         : done(),
    'trailing-newline'       : done(),
    'type-html'              : done(),
    'type-malformed'         : done(),

    'errors-string'          : refusals('Invalid API Key', 'Insufficient balance'),
    'errors-object'          : refusals('Invalid API Key (error_401)', 'Insufficient balance (error_429)'),
    'errors-data-message'    : refusals('Invalid API Key', 'Insufficient balance'),
    'errors-top-message'     : refusals('Invalid API Key', 'Insufficient balance'),
    'errors-errmsg'          : refusals('Invalid API Key', 'Insufficient balance'),
    'errors-html'            : refusals('401 Invalid API Key nginx', '429 Insufficient balance nginx'),
    'errors-empty'           : refusals('HTTP 401', 'HTTP 429'),
    'auth-text-401'          : refusals('401: Unauthorized', 'Insufficient balance'),
    'auth-text-403'          : refusals('403: Forbidden', 'Insufficient balance'),
    'json-limit'             : done(),
    'json-limit-small'       : done(),

    'min-balance'            : goes(balance: '10.00', stops('PAUSED', NO_MONEY('Insufficient balance')), [charged: ALL]),
    'unpriced-models'        : goes([:], stops('PAUSED', NO_MONEY('Insufficient balance')), [charged: ALL]),
    'reserve-highest'        : done(),
    'charging-lag'           : done(scale: 0.005d),

    'single-file-dropped'    : goes(shots: 1, stops('FAILED', failed('passage', 'The platform refused it: ERROR: InvalidParameter: image_files is required'), ['board', 'clip[0]', 'frame[0]']), [charged: ONE]),
    'duplicate-models'       : done(),
    'models-created-float'   : done(),
    'lookup-by-name'         : goes([:], stops('FAILED', failed('board', 'The platform refused it: Parameters error. (invalid_parameters)', 'it may not offer the model at the moment: kino models tells')), [charged: ALL]),
    'only-r2v'               : done(),
    'only-ref2v'             : done(),

    'link-expires-403'       : done(),
    'link-expires-404'       : done(),
    'first-link-dead'        : done(),
    'range-sloppy'           : done(),
    'no-content-length'      : done(),

    'sse-null-content'       : done(with: ['sse-unasked']),
    'sse-reasoning'          : done(with: ['sse-unasked']),
    'sse-usage-everywhere'   : done(with: ['sse-unasked']),
    'sse-usage-missing'      : done(with: ['sse-unasked'], charged: ALL - 'board'),
    'sse-error'              : done(with: ['sse-unasked']),
    'sse-two-lines'          : done(with: ['sse-unasked']),
    'sse-no-done'            : done(with: ['sse-unasked']),
    'sse-cut'                : done(with: ['sse-unasked'], charged: ['board'] + ALL),
    'sse-as-json'            : done(with: ['sse-unasked']),
    'sse-unasked'            : done(),
  ]

  /** Some of them together are worse than each alone. */
  static final Map<List, Map> TOGETHER = [
    ['submit-sync', 'first-link-dead']: done(),
    ['submit-sync', 'python-repr', 'cut-after-body', 'type-html']: done(),
    ['envelope-resposne', 'status-lower', 'status-queued', 'poll-errors', 'media-list', 'trailing-newline']: done(scale: 0.005d),
    ['row-late', 'first-link-dead', 'charging-lag']: done(scale: 0.02d),
  ]

  @TempDir @Shared Path folder
  @Shared Map<Object, Future> films
  @Shared ExecutorService pool = Executors.newFixedThreadPool(8)

  def setupSpec() {
    def rows = ROWS.collectEntries { quirk, row -> [[quirk], row] } + TOGETHER
    // Those that wait most begin first.
    films = rows.sort { -it.value.goes.size() - (it.value.how.scale ?: 0d) - (it.value.how.hurried ? 9 : 0) }
      .collectEntries { quirks, row -> [quirks, pool.submit({ make(quirks, row) } as Callable)] }
  }

  def cleanupSpec() {
    pool.shutdownNow()
  }

  def "every quirk has a row above, and every row is of a quirk"() {
    expect:
    ROWS.keySet() == Quirk.all()*.kebab() as Set
  }

  def "#quirk: #about"() {
    when:
    def (made, told) = ends([quirk], row)

    then:
    made == told

    where:
    quirk << ROWS.keySet()
    about = Quirk.named(quirk).about()
    row = ROWS[quirk]
  }

  def "#quirks together"() {
    when:
    def (made, told) = ends(quirks, row)

    then:
    made == told

    where:
    quirks << TOGETHER.keySet()
    row = TOGETHER[quirks]
  }

  private List ends(List quirks, Map row) {
    def told = row.goes.collect { [status: it.ends ?: 'DONE', words: it.words ?: '', charged: it.charged] }
    def made = made(quirks).collect { [status: it.status, words: it.words(), charged: it.charged()] }
    [made, told]
  }

  private List made(List quirks) {
    try {
      films[quirks].get()
    } catch (ExecutionException e) {
      throw e.cause
    }
  }

  private List make(List quirks, Map row) {
    def filming = new Filming(folder.resolve(quirks.join('-')), row.how)
    def ended = []
    for (go in row.goes) {
      def odd = go.quirk || go.is(row.goes[0]) ? quirks + (row.how.with ?: []) + (go.with ?: []) : []
      ended << filming.make(go + [quirks: odd, shots: row.how.shots])
      if (ended.last().status == 'DONE') break
    }
    ended
  }
}
