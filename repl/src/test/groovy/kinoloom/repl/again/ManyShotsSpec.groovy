package kinoloom.repl.again

import java.nio.file.Path
import kinoloom.RunResult
import spock.lang.Specification
import spock.lang.Tag
import spock.lang.TempDir

/** Of many shots only those are made that are missing or changed; the platform's books are the judge. */
@Tag('proof')
class ManyShotsSpec extends Specification {
  @TempDir Path folder

  static pictures(int count) {
    """\
      title 'Pictures'
      def all = compute([]) { (1..$count).collect { "tree no. <\$it>" } }
      def frames = all.collect { tree -> def frame = t2i { model 'cogview-3-flash'; prompt tree } }
      output frames: frames
    """.stripIndent()
  }

  def '100 done and 2 failed: a second run makes exactly these 2'() {
    given:
    def studio = new Studio(folder)
    studio.line.refused = ['tree no. <17>', 'tree no. <62>']

    when:
    def first = studio.make(pictures(102))

    then:
    first.result().status() == RunResult.Status.FAILED
    first.result().failures()*.step()*.value() == ['frame[16]', 'frame[61]']
    first.charged() == 100

    when: 'the platform takes them now'
    studio.line.refused = []
    def second = studio.make(pictures(102))

    then:
    second.result().status() == RunResult.Status.DONE
    second.steps().findAll { it.startsWith('frame') } == ['frame[16]', 'frame[61]']
    second.charged() == 2

    when: 'everything is there'
    def requests = studio.line.requests.size()
    def third = studio.make(pictures(102))

    then: 'nothing is even asked for'
    third.steps().findAll { it.startsWith('frame') } == []
    third.charged() == 0
    studio.line.requests.size() == requests

    cleanup:
    studio.close()
  }

  static final String SHOTS = (1..12).collect { "'a walk in week $it'" }.join(', ')

  /** The same shots, once as data that is computed and once as a list of the script's own. */
  static final Map<String, String> FILMS = [
    computed: '''\
      def shots = compute([]) { [SHOTS] }
      def clips = shots.collect { scene ->
        def frame = t2i { model 'cogview-3-flash'; prompt scene }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'it moves'; duration 3 }
      }
      def film = cut { clips clips }
      output film: film
    ''',
    listed: '''\
      def shots = [SHOTS]
      def all = []
      shots.eachWithIndex { scene, i ->
        def frame = t2i("frame[$i]") { model 'cogview-3-flash'; prompt scene }
        all << i2v("clip[$i]") { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'it moves'; duration 3 }
      }
      def film = cut { clips all }
      output film: film
    ''']

  def 'of shots in a list that is #how an edited one makes 2, and one put in between makes 2 more'() {
    given:
    def studio = new Studio(folder)
    def film = { String shots -> FILMS[how].stripIndent().replace('SHOTS', shots) }

    expect:
    studio.make(film(SHOTS)).charged() == 24

    when:
    def edited = studio.make(film(SHOTS.replace('week 5', 'week five')))

    then:
    edited.result().status() == RunResult.Status.DONE
    paid(edited) == ['clip[4]', 'frame[4]', 'film']
    edited.charged() == 2

    when:
    def more = studio.make(film(SHOTS.replace("'a walk in week 7'", "'a rest', 'a walk in week 7'")))

    then: 'all behind it have other names now, and are kept'
    more.result().status() == RunResult.Status.DONE
    paid(more) == ['clip[6]', 'frame[6]', 'film']
    more.charged() == 2

    when:
    def fewer = studio.make(film(SHOTS.replace("'a walk in week 1', ", '')))

    then:
    paid(fewer) == ['film']
    fewer.charged() == 0

    cleanup:
    studio.close()

    where:
    how << FILMS.keySet()
  }

  private static List<String> paid(Studio.Made made) {
    made.steps().findAll { it ==~ /(frame|clip)\[.*/ || it == 'film' }.toSorted { a, b -> (a == 'film') <=> (b == 'film') ?: a <=> b }
  }
}
