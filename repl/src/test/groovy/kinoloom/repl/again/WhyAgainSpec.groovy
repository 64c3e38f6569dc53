package kinoloom.repl.again

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Plan
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A plan says of each step that would be made why, measured by what was asked for the last time. */
class WhyAgainSpec extends Specification {
  @Shared @TempDir Path folder
  @Shared @AutoCleanup Studio studio

  static final String FILM = """\
title 'Garden'
def board = chat {
  model 'qwen3-max'
  prompt 'A storyboard of 2 shots about a garden'
  returns shots: [[scene: String, motion: String]]
}
def look = file 'look.png'
def frames = board.shots.collect { shot ->
  def frame = t2i { model 'wan2.2-t2i-flash'; prompt "\${shot.scene}, in the first light of the day" }
}
def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frames[0]; prompt 'it moves slowly'; duration 3 }
def mine = i2v { model 'happyhorse-1.0-i2v'; firstFrame look; prompt 'as it is'; duration 3 }
def both = ref2v { model 'happyhorse-1.0-r2v'; images frames; prompt 'on and on'; duration 3 }
def film = cut { clips clip, mine, both }
output film: film
"""

  def setupSpec() {
    studio = new Studio(folder)
    Files.write(folder.resolve('look.png'), picture(800))
    assert studio.plan(FILM).steps()*.made().collectMany { it.reasons() }*.inWords().toUnique() == ['new', 'depends on board']
    assert !studio.plan(FILM).change()
    def made = studio.make(FILM)
    assert made.result().reason() == ''
    assert made.charged() == 6
  }

  static byte[] picture(int side) {
    def image = new java.awt.image.BufferedImage(side, 640, java.awt.image.BufferedImage.TYPE_INT_RGB)
    def bytes = new ByteArrayOutputStream()
    javax.imageio.ImageIO.write(image, 'png', bytes)
    bytes.toByteArray()
  }

  static Map<String, String> why(Plan plan) {
    plan.steps().findAll { it.made().reasons() }.collectEntries { [it.id().value(), it.made().reasons()*.inWords().join('; ')] }
  }

  def 'why, after #change'() {
    when:
    def plan = studio.plan(edit(FILM))

    then:
    why(plan) == said
    plan.change()

    where:
    change                       | edit                                                               || said
    'nothing'                    | { it }                                                              || [:]
    'a prompt of a clip'         | { it.replace('slowly', 'fast') }                                    || [clip: 'prompt: "it moves slowly" → "it moves fast"', film: 'clips: another file (clip is made again)']
    'a word that was not there'  | { it.replace("prompt 'as it is'", "prompt 'as it is'; resolution '1080p'") } || [mine: 'resolution: "720P" → "1080P"', film: 'clips: another file (mine is made again)']
    'another model of a picture' | { it.replace("wan2.2-t2i-flash", 'cogview-3-flash') } || ['frame[0]': 'model: wan2.2-t2i-flash → cogview-3-flash', 'frame[1]': 'model: wan2.2-t2i-flash → cogview-3-flash', clip: 'firstFrame: another file (frame[0] is made again)', both: 'images: another file (frame[0], frame[1] are made again)', film: 'clips: another file (clip, both are made again)']
    'a step more'                | { it.replace('output', "def end = t2i { model 'wan2.2-t2i-flash'; prompt 'the end' }\noutput end: end,") } || [end: 'new']
    'fewer pictures'             | { it.replace('images frames', 'images frames.take(1)') }            || [both: 'images: 2 files → 1 file', film: 'clips: another file (both is made again)']
    'the light'                  | { it.replace('of the day', 'of day') }                              || ['frame[0]': 'prompt: "…light of the day" → "…light of day"', 'frame[1]': 'prompt: "…light of the day" → "…light of day"', clip: 'firstFrame: another file (frame[0] is made again)', both: 'images: another file (frame[0], frame[1] are made again)', film: 'clips: another file (clip, both are made again)']
    'the storyboard'             | { it.replace('about a garden', 'about a pond') }                    || [board: 'prompt: "…about a garden" → "…about a pond"', 'frame[0]': 'depends on board', 'frame[1]': 'depends on board', 'frame[2]': 'depends on board', clip: 'firstFrame: another file (frame[0] is made again)', both: 'images: another file (frame[0], frame[1], frame[2] are made again)', film: 'clips: another file (clip, both are made again)']
    'how it is cut'              | { it.replace('clips clip', "transition 'fade', 0.2; clips clip") }  || [film: 'transition: none → "fade"; transitionSeconds: none → 0.2']
  }

  def 'why, after a file was changed on disk'() {
    given:
    def before = Files.readAllBytes(folder.resolve('look.png'))
    Files.write(folder.resolve('look.png'), picture(900))

    expect:
    why(studio.plan(FILM)) == [mine: 'firstFrame: look.png is another file now', film: 'clips: another file (mine is made again)']

    cleanup:
    Files.write(folder.resolve('look.png'), before)
  }

  def 'a plan of 100 shots is there in less than a second, and nothing is sent'() {
    given:
    def film = """
      def board = chat { model 'qwen3-max'; prompt 'a mood'; returns mood: String }
      def shots = compute([]) { (1..100).collect { "scene \$it" } }
      def clips = shots.collect { shot ->
        def frame = t2i { model 'wan2.2-t2i-plus'; prompt "\${shot}, \${board.mood}" }
        def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt shot; duration 3 }
      }
      def film = cut { clips clips }
    """
    def requests = studio.line.requests.size()
    studio.plan(film)

    when:
    long begin = System.nanoTime()
    def plan = studio.plan(film)
    long millis = (System.nanoTime() - begin).intdiv(1_000_000)

    then:
    plan.steps().count { it.kind().remote() } == 201
    plan.steps().last().kind().verb() == 'cut'
    millis < 1000
    studio.line.requests.size() == requests

    and: 'its time is that of its lanes: 100 pictures and 100 clips, 128 of a model at a time'
    plan.total().typical() == plan.steps().find { it.id().value() == 'board' }.cost().typical() + plan.steps().find { it.id().value() == 'frame[0]' }.cost().typical() +
      plan.steps().find { it.id().value() == 'clip[0]' }.cost().typical()
  }
}
