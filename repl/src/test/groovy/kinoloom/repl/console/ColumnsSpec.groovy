package kinoloom.repl.console

import spock.lang.Specification

class ColumnsSpec extends Specification {

  def "columns are as wide as their widest word, and nothing trails"() {
    expect:
    new Columns('STEP', 'YUAN', 'WHERE').right(1)
        .row('board', '0.02', 'a.groovy:3')
        .row('  clip[10]', '12.40', '')
        .toString() == '''\
STEP         YUAN  WHERE
board        0.02  a.groovy:3
  clip[10]  12.40'''
  }

  def "a Chinese sign takes two cells"() {
    expect:
    Columns.width('云海 a') == 6
    new Columns().row('云海', 'x').row('abcd', 'y').toString() == '云海  x\nabcd  y'
  }
}
