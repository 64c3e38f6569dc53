package kinoloom.repl.again

import java.nio.file.Files
import java.nio.file.Path
import javax.xml.parsers.DocumentBuilderFactory
import kinoloom.repl.Json
import kinoloom.repl.Main
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** {@code kino plan}, {@code why} and {@code graph}: what a run would do and why, with a key set and nothing sent. */
class PlanCommandsSpec extends Specification {
  static final String FILM = '''\
title 'Garden <1>'
def shots = compute([]) { (1..6).collect { "tree no. $it" } }
def frames = shots.collect { tree ->
  def frame = t2i { model 'cogview-3-flash'; prompt "${tree} in the garden" }
}
def poem = chat('a "poem" <&>') { model 'qwen3-max'; prompt 'A poem'; returns lines: [String] }
output frames: frames, poem: poem
'''

  @Shared @TempDir Path folder
  @Shared @AutoCleanup Studio studio
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  def setupSpec() {
    studio = new Studio(folder)
    write(FILM)
  }

  void write(String text, String name = 'film.groovy') { Files.writeString(folder.resolve(name), text) }

  int kino(String... args) {
    out.reset()
    err.reset()
    def env = [KINOLOOM_BASE_URL: studio.line.url, KINOLOOM_API_KEY: studio.emulator.key()]
    Main.run(args as String[], new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), env, folder)
  }

  String getShown() { out.toString('UTF-8').replaceAll(/\d{8}-\d{6}-garden-1/, 'RUN') }

  def 'what is alike in many turns is one row; then a change is told and priced'() {
    expect: 'nothing was made yet'
    kino('plan', 'film.groovy') == 0
    shown == '''\
Garden <1>

STEP           KIND     MODEL            STATE         YUAN  TIME  WHERE
shots          compute                   local                     film.groovy:2
a "poem" <&>   chat     qwen3-max        to make  0.01–0.10  40 s  film.groovy:6
shots*         collect                   6 turns                   film.groovy:3
  frame[0..5]  t2i      cogview-3-flash  to make       0.00   8 s  film.groovy:4

8 steps: 7 to make, 0 cached
to pay: 0.01–0.10 yuan; at most 0.30 if all is asked again that may be
time: about 40 s, 2 min if every step is slow
to make: 6 images
'''
    studio.line.requests.empty

    when:
    kino('run', 'film.groovy', '--progress', 'none', '--yes') == 0
    int requests = studio.line.requests.size()
    write(FILM.replace('tree no. $it"', 'tree no. ${it == 3 ? "three" : it}"'))

    then:
    kino('plan', 'film.groovy') == 0
    shown == '''\
Garden <1>

STEP          KIND     MODEL            STATE    YUAN  TIME  WHERE          WHY
shots         compute                   local                film.groovy:2
a "poem" <&>  chat     qwen3-max        cached               film.groovy:6
shots*        collect                   6 turns              film.groovy:3
  frame[0]    t2i      cogview-3-flash  cached               film.groovy:4
  frame[1]    t2i      cogview-3-flash  cached               film.groovy:4
  frame[2]    t2i      cogview-3-flash  to make  0.00   8 s  film.groovy:4  prompt: "tree no. 3 in the garden" → "tree no. three in the garden"
  frame[3]    t2i      cogview-3-flash  cached               film.groovy:4
  frame[4]    t2i      cogview-3-flash  cached               film.groovy:4
  frame[5]    t2i      cogview-3-flash  cached               film.groovy:4

8 steps: 1 to make, 6 cached
to pay: 0.00 yuan
time: about 8 s, 25 s if every step is slow
to make: 1 image

changed: frame[2] (prompt)
  1 call, 0.00 yuan, about 8 s; 6 steps kept
'''

    and: 'a program is told the same'
    kino('plan', 'film.groovy', '--json') == 0
    with(Json.read(shown)) {
      change == [changed: ['frame[2] (prompt)'], calls: 1, kept: 6]
      steps.find { it.step == 'frame[2]' }.with { [state, before, why] } == ['to make', 'RUN',
        [[text: 'prompt: "tree no. 3 in the garden" → "tree no. three in the garden"', own: true, part: 'prompt', from: []]]]
      expansions*.turns == [6]
    }

    and: 'one step of it'
    kino('why', 'film.groovy', 'frame[2]') == 0
    shown == '''\
frame[2]  t2i cogview-3-flash  to make  film.groovy:4:15

why it is made, next to RUN
  prompt: "tree no. 3 in the garden" → "tree no. three in the garden"

made of
  prompt  "tree no. three in the garden"

used by
  no step

to pay: 0.00 yuan, about 8 s
cost so far: 0.00 yuan (done)
'''

    and: 'of the latest run nothing is to be made: its script is kept with it'
    kino('why', 'frame[2]') == 0
    shown.startsWith('frame[2]  t2i cogview-3-flash  cached  film.groovy:4:15\n\nmade of\n')

    and: 'a slip of the fingers'
    kino('why', 'frme[2]') == 2
    err.toString() == "kino: there is no step 'frme[2]'\n  hint: Did you mean 'frame[2]'?\n"
    kino('why', 'film.groovy') == 2
    err.toString() == 'kino: no step is named\n  hint: kino why film.groovy STEP\n'

    and: 'nothing of that was sent'
    studio.line.requests.size() == requests
  }

  def 'a graph for Mermaid, Graphviz and browsers: #format'() {
    given:
    write('''\
      title 'A <b> & "c"'
      def a = t2i('x "y" ]') { model 'cogview-3-flash'; prompt 'a' }
      def b = i2v { model 'happyhorse-1.0-i2v'; firstFrame a; prompt 'b' }
      def film = cut { clips b }
    ''', 'odd.groovy')

    expect:
    kino('graph', 'odd.groovy', '--format', format) == 0
    drawn.every { shown.contains(it) }
    shown.readLines().last() == end

    and: 'a plan gives the same'
    def before = shown
    kino('plan', 'odd.groovy', '--graph', format) == 0
    shown == before

    where:
    format    | drawn                                                                                                        | end
    'mermaid' | ['flowchart LR\n', '  s0["x #34;y#34; ]<br>t2i cogview-3-flash<br>to make"]:::tomake\n', '  s0 --> s1\n  s1 --> s2\n'] | '  classDef local fill:#d7dde3,color:#111,stroke:#555'
    'dot'     | ['  label="A <b> & \\"c\\"";\n', '  s0 [label="x \\"y\\" ]\\nt2i cogview-3-flash\\nto make", fillcolor="#f6d58a"];\n', '  s0 -> s1;\n  s1 -> s2;\n'] | '}'
    'svg'     | ['<title>A &lt;b&gt; &amp; &quot;c&quot;</title>', 'x &quot;y&quot; ]</text>', 'prefers-color-scheme:dark'] | '</svg>'
  }

  def 'a drawing of 100 steps is well-formed, and none of its boxes lies on another'() {
    given:
    write('''\
      def shots = compute([]) { (1..50).collect { "tree no. $it" } }
      def clips = shots.collect { tree ->
        def frame = t2i { model 'cogview-3-flash'; prompt tree }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt tree }
      }
      def film = cut { clips clips }
    ''', 'many.groovy')

    when:
    kino('graph', 'many.groovy', '--format', 'svg', '--all')
    def svg = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(out.toByteArray())).documentElement
    def all = svg.getElementsByTagName('*').with { nodes -> (0..<nodes.length).collect { nodes.item(it) } }
    def boxes = all.findAll { it.tagName == 'rect' && it.getAttribute('class').startsWith('step') }.collect { box -> ['x', 'y'].collect { box.getAttribute(it) as int } }

    then:
    boxes.size() == 102
    boxes.every { one -> boxes.every { it.is(one) || (it[0] - one[0]).abs() >= 210 || (it[1] - one[1]).abs() >= 58 } }
    boxes.every { it[0] + 210 <= (svg.getAttribute('width') as int) && it[1] + 58 <= (svg.getAttribute('height') as int) }
    all.count { it.tagName == 'path' } == 150
    !(shown =~ /(?:href|src|url\()/)
  }

  def 'a script without a step is a mistake: #command'() {
    given:
    write("title 'Nothing'\nparam 'a', 1\n", 'nothing.groovy')

    expect:
    kino(*command, 'nothing.groovy') == 64
    err.toString().contains(message)
    shown == ''

    where:
    command                    | message
    ['plan']                   | "kino: nothing.groovy describes no step\n  hint: a step is a verb and a block, such as: def frame = t2i { model '…'; prompt '…' }\n"
    ['graph']                  | 'nothing.groovy describes no step'
    ['run', '--progress', 'none'] | 'kino: The workflow describes no step\n  hint: nothing would be made\n'
  }
}
