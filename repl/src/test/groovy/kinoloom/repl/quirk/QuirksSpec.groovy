package kinoloom.repl.quirk

import java.nio.file.Path
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.Future
import kinoloom.emulator.quirk.Quirk
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/**
 * A whole film on each of the platform's odd ways. It is done, each step paid once; or it stops, with the right
 * words, and goes on without paying again once the oddness is over.
 */
class QuirksSpec extends Specification {
  static final ALL = ['board', 'clip[0]', 'clip[1]', 'frame[0]', 'frame[1]', 'passage']

  /** The film is done at the first go, each step paid once. */
  static done(Map how = [:]) { [ends: 'DONE', words: '', charged: ALL] + how }

  /** The film stops, and the second go, without the quirk, ends it. */
  static stops(Map how) { [goesOn: 'hold', charged: []] + how }

  static final Map<String, Map> ROWS = [
    'envelope-data': done(),
    'envelope-resposne': done(),
    'envelope-output': done(),
    'poll-errors': done(),
    'status-lower': done(),
    'status-queued': done(),
    'status-completed': done(),
    'status-unknown-passing': done(),
    'status-unknown-end': done(),
    'task-frozen': done(),
    'vendor-unreachable': done(),
    'media-list': done(),
    'media-missing': done(),
    'success-without-taskid': done(),
    'row-late': done(),
    'row-lost': done(),
    'row-only-in-records': done(),
    'history-purged': done(),
    'submit-wrapped': done(),
    'submit-openai': done(),
    'submit-taskstatus': done(),
    'submit-sync': done(),
    'python-repr': done(),
    'doubled-json': done(),
    'cut-after-body': done(),
    'trailing-newline': done(),
    'type-html': done(),
    'type-malformed': done(),
    'errors-string': done(),
    'errors-object': done(),
    'errors-data-message': done(),
    'errors-top-message': done(),
    'errors-errmsg': done(),
    'errors-html': done(),
    'errors-empty': done(),
    'auth-text-401': done(),
    'auth-text-403': done(),
    'json-limit': done(),
    'json-limit-small': done(),
    'min-balance': done(),
    'unpriced-models': done(),
    'reserve-highest': done(),
    'charging-lag': done(),
    'single-file-dropped': done(),
    'duplicate-models': done(),
    'lookup-by-name': done(),
    'only-r2v': done(),
    'only-ref2v': done(),
    'link-expires-403': done(),
    'link-expires-404': done(),
    'first-link-dead': done(),
    'range-sloppy': done(),
    'no-content-length': done(),
    'sse-null-content': done(),
    'sse-reasoning': done(),
    'sse-usage-everywhere': done(),
    'sse-usage-missing': done(),
    'sse-error': done(),
    'sse-two-lines': done(),
    'sse-no-done': done(),
    'sse-cut': done(),
    'sse-as-json': done(),
    'sse-unasked': done(),
  ]

  @TempDir @Shared Path folder
  @Shared Map<String, Future> films
  @Shared pool = Executors.newFixedThreadPool(6)

  def setupSpec() {
    films = Quirk.all()*.kebab().findAll { ROWS[it] }.collectEntries { quirk ->
      [quirk, pool.submit({ make(quirk, ROWS[quirk]) } as Callable)]
    }
  }

  def cleanupSpec() {
    pool.shutdownNow()
  }

  def "#quirk: #about"() {
    expect: 'a row in the table above'
    row

    when:
    def (first, second) = made(quirk)

    then:
    first.words() == row.words
    first.status == row.ends
    first.charged() == row.charged

    and:
    !row.goesOn || second.words() == ''
    !row.goesOn || second.status == 'DONE'
    !row.goesOn || second.charged() == row.then ?: ALL

    where:
    quirk << Quirk.all()*.kebab()
    about = Quirk.named(quirk).about()
    row = ROWS[quirk]
  }

  private List made(String quirk) {
    try {
      films[quirk].get()
    } catch (ExecutionException e) {
      throw e.cause
    }
  }

  private List make(String quirk, Map row) {
    def filming = new Filming(folder.resolve(quirk), row)
    def first = filming.make(quirks: [quirk] + (row.with ?: []), key: row.key, shots: row.shots)
    [first, row.goesOn ? filming.make(policy: row.goesOn) : null]
  }
}
