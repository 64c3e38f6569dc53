package kinoloom.repl

import java.nio.charset.StandardCharsets
import java.nio.file.Files
import java.nio.file.Path
import kinoloom.repl.console.Complaint
import spock.lang.Specification
import spock.lang.TempDir

/** {@code kino run film.groovy --batch rows.csv}. */
class BatchCommandSpec extends Specification {
  static final String FILM = '''\
    title 'Names'
    param 'name', 'nobody'
    param 'size', 'large'
    def poster = t2i { model 'wan2.2-t2i-plus'; prompt "A $params.size poster of $params.name" }
    output poster: poster
    '''.stripIndent()

  @TempDir Path folder
  def out = new ByteArrayOutputStream()
  def err = new ByteArrayOutputStream()

  def setup() {
    write('film.groovy', FILM)
  }

  Path write(String name, String text) {
    Files.writeString(folder.resolve(name), text)
  }

  int kino(String... args) {
    out.reset()
    err.reset()
    Main.run(args, new PrintStream(out, true, 'UTF-8'), new PrintStream(err, true, 'UTF-8'), [:], folder)
  }

  def "each row is a film; the same command again makes what is missing"() {
    given:
    write('rows.csv', 'name\nRed\n\n"Black, with\na comma"\n白猫\n')

    expect:
    kino('run', 'film.groovy', '--batch', 'rows.csv', '--time-scale', '0.001', '--rows', '1-2') == 0
    err.toString().contains('row 2 (rows.csv:4): name=Black, with a comma')
    out.toString().endsWith('2 of 2 done, spent 0.40 yuan (emulator money)\n')

    when:
    def code = kino('run', 'film.groovy', '--batch', 'rows.csv', '--time-scale', '0.001', '--json')
    def told = Json.read(out.toString())

    then:
    code == 0
    told.status == 'done'
    told.rows*.state == ['done before', 'done before', 'done']
    told.rows*.place == ['rows.csv:2', 'rows.csv:4', 'rows.csv:6']
    told.rows[2].params == [name: '白猫']
    told.rows[2].files.poster.size() == 1
    err.toString().contains('3 rows, 1 to make; to pay: 0.20 yuan')
  }

  def "mistakes of rows are told with the line of each, nothing is paid: exit 64"() {
    given:
    write('rows.csv', 'name,sise\na,1\n')

    expect:
    kino('run', 'film.groovy', '--batch', 'rows.csv') == 64
    err.toString().contains("kino: rows.csv:2: film.groovy has no param 'sise'. Did you mean 'size'? Known: name, size\n")
    err.toString().contains('nothing was paid')
  }

  def "a file that is no table is told with its line: #text"() {
    given:
    Files.write(folder.resolve(name), bytes ?: text.getBytes(StandardCharsets.UTF_8))

    when:
    BatchFile.read(folder.resolve(name), [:])

    then:
    def e = thrown(Complaint)
    e.message == message

    where:
    name         | text                  | bytes                 || message
    'rows.csv'   | 'name;size\na;b\n'    | null                  || 'rows.csv:1: the columns are not separated by commas'
    'rows.csv'   | 'name,name\na,b\n'    | null                  || "rows.csv:1: two columns are named 'name'"
    'rows.csv'   | 'name,\na,b\n'        | null                  || 'rows.csv:1: a column has no name'
    'rows.csv'   | 'name,size\n\na\n'    | null                  || 'rows.csv:3: 1 values for 2 columns'
    'rows.csv'   | 'name,size\na,b,c\n'  | null                  || 'rows.csv:2: 3 values for 2 columns'
    'rows.csv'   | 'name\n\n'            | null                  || 'rows.csv has no rows'
    'rows.csv'   | ''                    | null                  || 'rows.csv has no rows'
    'rows.csv'   | 'not UTF-8'           | [0x61, 0xff] as byte[] || 'rows.csv is no UTF-8 text'
    'rows.jsonl' | '{"name": "a"}\n[1]'  | null                  || 'rows.jsonl:2: this is no JSON object of values'
  }

  def "rows are read as they are written: #name"() {
    given:
    Files.writeString(folder.resolve(name), text)

    expect:
    BatchFile.read(folder.resolve(name), [size: '512*512']).collect { [it.number(), it.place().toString(), it.params()] } == rows

    where:
    name         | text                                            || rows
    'rows.csv'   | '\ufeffname,size\r\n"a ""b"", c",\r\n,\r\n' || [[1, 'rows.csv:2', [size: '512*512', name: 'a "b", c']]]
    'rows.csv'   | '"name"\n"two\nlines"\nd\n'                     || [[1, 'rows.csv:2', [size: '512*512', name: 'two\nlines']], [2, 'rows.csv:4', [size: '512*512', name: 'd']]]
    'rows.jsonl' | '{"name": "a", "n": 3}\n\n{"size": "b"}\n'      || [[1, 'rows.jsonl:1', [size: '512*512', name: 'a', n: 3]], [2, 'rows.jsonl:3', [size: 'b']]]
  }

  def "#line is a mistake in the command line"() {
    given:
    write('rows.csv', 'name\na\nb\n')

    expect:
    kino(*line.split(' ')) == 2
    err.toString().startsWith(message)

    where:
    line                                               || message
    'run film.groovy --rows 1'                         || 'kino: --rows and --stop-after go with --batch'
    'run film.groovy --batch rows.csv --rows 3'        || "kino: '3' (--rows) does not name rows of the batch\n  hint: It has rows 1 to 2, such as 1-3,5"
    'run film.groovy --batch rows.csv --rows 2-1'      || "kino: '2-1' (--rows) does not name rows of the batch"
    'run film.groovy --batch rows.csv --stop-after 0'  || "kino: '0' (--stop-after) is not a number of rows"
    'run film.groovy --batch nowhere.csv'              || 'kino: no such file: nowhere.csv (--batch)'
  }
}
