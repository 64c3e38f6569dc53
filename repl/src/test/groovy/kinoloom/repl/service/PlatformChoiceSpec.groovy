package kinoloom.repl.service

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import kinoloom.repl.console.Complaint
import spock.lang.Specification
import spock.lang.TempDir

class PlatformChoiceSpec extends Specification {
  static NOTHING = new PlatformChoice.Asked(null, false, null)
  @TempDir Path folder

  def "with #what the choice is #choice"() {
    expect:
    PlatformChoice.of(asked, env, folder, true) == choice

    where:
    what                           | asked                       | env                                                      || choice
    'nothing'                      | NOTHING                     | [:]                                                      || new PlatformChoice.BuiltIn(0.05d, false)
    'empty variables'              | NOTHING                     | [KINOLOOM_API_KEY: '', KINOLOOM_BASE_URL: ' ']           || new PlatformChoice.BuiltIn(0.05d, false)
    'a time scale'                 | NOTHING                     | [KINOLOOM_TIME_SCALE: '0.5']                             || new PlatformChoice.BuiltIn(0.5d, false)
    'another time scale'           | asked(null, false, 0.01d)   | [KINOLOOM_TIME_SCALE: '0.5']                             || new PlatformChoice.BuiltIn(0.01d, false)
    'a key'                        | NOTHING                     | [KINOLOOM_API_KEY: ' k1\n']                              || new PlatformChoice.Remote('https://opencomputing.ai', 'k1')
    'a key, but --emulator'        | asked(null, true, null)     | [KINOLOOM_API_KEY: 'k1']                                 || new PlatformChoice.BuiltIn(0.05d, true)
    'an address for all'           | NOTHING                     | [KINOLOOM_API_KEY: 'k1', KINOLOOM_BASE_URL: 'http://h:1/'] || new PlatformChoice.Remote('http://h:1', 'k1')
    'an address for this time'     | asked('http://i', false, null) | [KINOLOOM_API_KEY: 'k1', KINOLOOM_BASE_URL: 'http://h'] || new PlatformChoice.Remote('http://i', 'k1')
    'an address, but --emulator'   | asked(null, true, null)     | [KINOLOOM_BASE_URL: 'http://h']                          || new PlatformChoice.BuiltIn(0.05d, true)
  }

  def "an address without a key is refused before anything is sent"() {
    when:
    PlatformChoice.of(asked('http://127.0.0.1:8080', false, null), [:], folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 77
    e.message == 'no API key for http://127.0.0.1:8080'
    e.hint() == 'Set KINOLOOM_API_KEY, or KINOLOOM_API_KEY_FILE to a file that only you can read'
  }

  def "no key is needed where nothing is sent"() {
    expect:
    PlatformChoice.of(asked('http://h', false, null), [:], folder, false) == new PlatformChoice.Remote('http://h', '')
  }

  def "'#url' is not an address"() {
    when:
    PlatformChoice.of(asked(url, false, null), [KINOLOOM_API_KEY: 'k'], folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 2
    e.message == message
    e.hint().endsWith('such as http://127.0.0.1:8080')

    where:
    url                       || message
    'localhost:8080'          || "'localhost:8080' (--base-url) is not the address of a platform"
    'ftp://h'                 || "'ftp://h' (--base-url) is not the address of a platform"
    'http://'                 || "'http://' (--base-url) is not the address of a platform"
    'http://a b'              || "'http://a b' (--base-url) is not the address of a platform"
    'http://h/llmage/v1'      || "'http://h/llmage/v1' (--base-url) is not the address of a platform"
    'http://h?key=x'          || "'http://h?key=x' (--base-url) is not the address of a platform"
    'http://me:secret@h'      || 'the address in --base-url holds a name or password'
    'http://me:sec ret@h'     || 'what was given (--base-url) is not the address of a platform'
  }

  def "#what contradicts itself"() {
    when:
    PlatformChoice.of(asked, env, folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 2
    e.message == message

    where:
    what                             | asked                          | env                        || message
    'an address and the emulator'    | asked('http://h', true, null)  | [:]                        || '--emulator and --base-url exclude each other'
    'a time scale for the platform'  | asked(null, false, 0.1d)       | [KINOLOOM_API_KEY: 'k']    || '--time-scale is for the built-in emulator'
    'a time scale below nothing'     | asked(null, false, -1d)        | [:]                        || "'-1.0' (--time-scale) is not a time scale"
    'a time scale that is no number' | NOTHING                        | [KINOLOOM_TIME_SCALE: 'x'] || "'x' (KINOLOOM_TIME_SCALE) is not a time scale"
  }

  def "a key is read from a file that only its owner can read"() {
    given:
    def file = keyFile('k-from-file\n', 'rw-------')

    expect:
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: 'key.txt'], folder, true).key() == 'k-from-file'
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: file.toString()], folder, true).key() == 'k-from-file'
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: 'key.txt', KINOLOOM_API_KEY: 'k'], folder, true).key() == 'k'
  }

  def "a key file that is #permissions is refused"() {
    given:
    def file = keyFile('k-from-file', permissions)

    when:
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: 'key.txt'], folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 77
    e.message == "others on this machine can read the key file $file"
    e.hint() == "chmod 600 '$file'"

    where:
    permissions << ['rw-r-----', 'rw----r--', 'rw-rw-rw-', 'rw--w----']
  }

  def "a key file that #ending is refused, and what is in it is not shown"() {
    given:
    keyFile(text, 'rw-------')

    when:
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: 'key.txt'], folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 77
    e.message.contains(ending)
    text.isBlank() || !e.message.contains(text.trim())

    where:
    text              || ending
    ' \n'             || 'is empty'
    'sk-one sk-two'   || 'holds blanks or signs that no key has'
    'sk-one\nsk-two'  || 'holds blanks or signs that no key has'
    'sk-schlüssel'    || 'holds blanks or signs that no key has'
    'sk-' + 'x' * 5000 || 'the key file is too long to be one'
  }

  def "a key file that is not there is refused"() {
    when:
    PlatformChoice.of(NOTHING, [KINOLOOM_API_KEY_FILE: 'nowhere'], folder, true)

    then:
    def e = thrown(Complaint)
    e.exit() == 77
    e.message == "no such key file: ${folder.resolve('nowhere')}"
  }

  def "a choice does not show its key"() {
    expect:
    new PlatformChoice.Remote('http://h', 'sk-secret').toString() == 'http://h'
  }

  def "a key that is made is kept for its owner only"() {
    given:
    def file = folder.resolve('made')

    expect:
    KeyFile.readOrCreate(file, 'sk-first') == 'sk-first'
    KeyFile.readOrCreate(file, 'sk-second') == 'sk-first'
    PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) == 'rw-------'
  }

  private keyFile(String text, String permissions) {
    def file = Files.writeString(folder.resolve('key.txt'), text)
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions))
    file
  }

  private static asked(String url, boolean emulator, Double scale) {
    new PlatformChoice.Asked(url, emulator, scale)
  }
}
