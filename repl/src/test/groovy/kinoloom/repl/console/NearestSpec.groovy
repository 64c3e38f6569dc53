package kinoloom.repl.console

import spock.lang.Specification

class NearestSpec extends Specification {
  static COMMANDS = ['run', 'plan', 'resume', 'status', 'runs', 'models', 'emulator', 'version', 'help']

  def "'#written' was probably meant to be #meant"() {
    expect:
    Nearest.to(written, COMMANDS).orElse(null) == meant

    where:
    written     || meant
    'rnu'       || 'run'
    'statsu'    || 'status'
    'Resume'    || 'resume'
    'model'     || 'models'
    'emulate'   || 'emulator'
    'xylophone' || null
    'zz'        || null
  }
}
