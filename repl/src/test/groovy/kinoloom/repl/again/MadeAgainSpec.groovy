package kinoloom.repl.again

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.RunResult
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

/** A second run makes exactly what a change reaches; the platform's books are the judge. */
class MadeAgainSpec extends Specification {
  @Shared @TempDir Path folder
  @Shared @AutoCleanup Studio studio

  static final String FILM = '''\
title 'Garden'
def board = chat {
  model 'qwen3-max'
  prompt 'A storyboard of 2 shots about a garden'
  returns shots: [[scene: String, motion: String]]
}
def hero = t2i { model 'cogview-3-flash'; prompt 'the gardener' }
def scenes = board.shots.collect { shot ->
  def frame = t2i { model 'cogview-3-flash'; prompt "${shot.scene}, dawn" }
  def clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt shot.motion; duration 3 }
  [frame: frame, clip: clip]
}
def film = cut { clips scenes.clip }
output film: film, hero: hero
'''

  def setupSpec() {
    studio = new Studio(folder)
    def made = studio.make(FILM)
    assert made.result().status() == RunResult.Status.DONE
    assert made.steps() as Set == ['board', 'hero', 'frame[0]', 'frame[1]', 'clip[0]', 'clip[1]', 'film'] as Set
    assert made.charged() == 6
  }

  def 'what only reads differently is not made again: #what'() {
    when:
    def made = studio.make(script)

    then:
    made.result().status() == RunResult.Status.DONE
    made.steps() == []
    made.charged() == 0

    where:
    what                          | script
    'nothing'                     | FILM
    'the layout'                  | FILM.replace('; ', '\n        ').replace('\n  ', '\n\t\t').replace('def scenes', '\n\n\n\ndef scenes')
    'comments'                    | '// a film\n' + FILM.replace("def hero", "/* who is\n in it */ def hero")
    'the title'                   | FILM.replace("'Garden'", "'The garden'")
    "the variables' names"        | FILM.replaceAll(/\bboard\b/, 'plot').replaceAll(/\bhero\b/, 'star').replaceAll(/\bframe\b/, 'still').replaceAll(/\bclip\b/, 'shown').replaceAll(/\bfilm\b/, 'movie')
    'the order of the steps'      | FILM.replaceFirst(/def hero.*\n/, '').replace('def film', "def hero = t2i { model 'cogview-3-flash'; prompt 'the gardener' }\ndef film")
    'a default that is written'   | FILM.replace('duration 3', "duration 3; resolution '720p'")
    'the spelling of a text'      | FILM.replace('prompt "${shot.scene}, dawn"', 'def words = [shot.scene, "dawn"]; prompt "${words[0]}, ${words[1]}"')
    'a function that does it'     | '''\
title 'Garden'
def still(String words) { t2i { model 'cogview-3-flash'; prompt words } }
def moved(picture, how) { i2v { model 'happyhorse-1.0-i2v'; firstFrame picture; prompt how; duration 3 } }
def board = chat {
  model 'qwen3-max'
  prompt 'A storyboard of 2 shots about a garden'
  returns shots: [[scene: String, motion: String]]
}
def hero = still('the gardener')
def scenes = board.shots.collect { shot ->
  def frame = t2i { model 'cogview-3-flash'; prompt "${shot.scene}, dawn" }
  [frame: frame, clip: moved(frame, shot.motion)]
}
def film = cut { clips scenes.clip }
output film: film, hero: hero
'''
    'a loop in place of a collect' | '''\
title 'Garden'
def board = chat {
  model 'qwen3-max'
  prompt 'A storyboard of 2 shots about a garden'
  returns shots: [[scene: String, motion: String]]
}
def hero = t2i { model 'cogview-3-flash'; prompt 'the gardener' }
def film = board.then { it ->
  def all = []
  for (shot in it.shots) {
    def frame = t2i { model 'cogview-3-flash'; prompt "${shot.scene}, dawn" }
    all << i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt shot.motion; duration 3 }
  }
  cut { clips all }
}
output film: film, hero: hero
'''
  }

  def 'a change makes what depends on it, and nothing else: #what'() {
    when:
    def made = studio.make(script)

    then:
    made.result().status() == RunResult.Status.DONE
    made.steps().toSorted() == again.toSorted()
    made.charged() == (again - 'film').size()

    where:
    what                              | script                                                               || again
    'the prompt of one picture'       | FILM.replace('the gardener', 'an old gardener')                      || ['hero']
    'the length of all clips'         | FILM.replace('duration 3', 'duration 4')                             || ['clip[0]', 'clip[1]', 'film']
    'the prompt of a clip, and the clip is as it was' | FILM.replace('prompt shot.motion', 'prompt "slowly: ${shot.motion}"') || ['clip[0]', 'clip[1]']
    'the prompt of all frames'        | FILM.replace('dawn', 'dusk')                                         || ['frame[0]', 'frame[1]', 'clip[0]', 'clip[1]', 'film']
    'the model of one picture'        | FILM.replaceFirst('cogview-3-flash', 'wan2.2-t2i-flash')               || ['hero']
    'how clips are cut together'      | FILM.replace('clips scenes.clip', "clips scenes.clip; transition 'fade', 0.2") || ['film']
    'a step more'                     | FILM.replace('output film', "def end = t2i { model 'cogview-3-flash'; prompt 'the end' }\noutput end: end, film") || ['end']
    'a second take of one'            | FILM.replace('output film', "def more = t2i { model 'cogview-3-flash'; prompt 'the gardener' }\noutput more: more, film") || ['more']
    'a step less'                     | FILM.replaceFirst(/def hero.*\n/, '').replace(', hero: hero', '')    || []
  }
}
