package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.util.logging.Handler
import java.util.logging.Level
import java.util.logging.LogRecord
import java.util.logging.Logger

class KeysSpec extends Specification {
    @TempDir
    Path folder

    def "a key is shown once, kept as a digest, outlives a restart and can be revoked"() {
        given:
        def emulator = Emulator.builder().dataDir(folder).start()
        def visitor = new Visitor(emulator).logIn('13912345678')

        when:
        def key = visitor.createKey('the machine upstairs')
        def later = visitor.get('/keys').body()

        then:
        key ==~ /[\w-]{21}/
        !later.contains(key)
        later.contains("••••${key[-4..-1]}")
        !everythingIn(folder).contains(key)
        works(emulator, key)

        when: 'it is another process'
        emulator.close()
        emulator = Emulator.builder().dataDir(folder).start()
        visitor = new Visitor(emulator).logIn('13912345678')

        then:
        works(emulator, key)
        visitor.get('/keys').body().contains('the machine upstairs')

        when:
        def id = (visitor.get('/keys').body() =~ /name="id" value="(\w+)"/).with { it.find(); it.group(1) }
        visitor.submit('/keys', '/keys/revoke', [id: id])

        then:
        !works(emulator, key)
        !visitor.get('/keys').body().contains('the machine upstairs')

        when:
        emulator.close()
        emulator = Emulator.builder().dataDir(folder).start()

        then:
        !works(emulator, key)

        cleanup:
        emulator?.close()
    }

    def "a name is one that can be read: #name"() {
        given:
        def emulator = Emulator.builder().start()
        def visitor = new Visitor(emulator).logIn('13912345678')

        expect:
        visitor.submit('/keys', '/keys', [name: name]).statusCode() == status

        cleanup:
        emulator.close()

        where:
        name          || status
        '我的电脑 #1'     || 303
        'x' * 40      || 303
        ''            || 400
        '   '         || 400
        'x' * 41      || 400
        'a\nb'        || 400
        'a\u202eb'    || 400
    }

    def "keys are many, but not without end"() {
        given:
        def emulator = Emulator.builder().start()
        def visitor = new Visitor(emulator).logIn('13912345678')
        def token = visitor.token()

        expect:
        (1..51).collect { visitor.post('/keys', [csrf: token, name: "$it"]).statusCode() } == [303] * 50 + [409]

        cleanup:
        emulator.close()
    }

    def "no key, no code and no session gets into a log"() {
        given:
        def said = Collections.synchronizedList([])
        def handler = new Handler() {
            void publish(LogRecord record) {
                said << "$record.message ${record.parameters} ${record.thrown}"
            }

            void flush() {}

            void close() {}
        }
        def loggers = ['', 'kinoloom'].collect { Logger.getLogger(it) }
        loggers*.addHandler(handler)
        loggers[1].level = Level.ALL
        loggers[1].useParentHandlers = false
        def emulator = Emulator.builder().dataDir(folder).key('the-secret-demo-key').start()

        when:
        def visitor = new Visitor(emulator)
        def code = visitor.code('13912345678')
        visitor.submit('/login', '/login', [phone: '13912345678', code: code])
        def key = visitor.createKey('laptop')
        works(emulator, key)
        works(emulator, key + 'x')
        def inTheWay = Files.createDirectories(folder.resolve('merchant-rsa.pem.tmp').resolve('in-the-way'))
        def trouble = visitor.submit('/finance', '/finance/recharge', [amount: '1']).statusCode()
        Files.delete(inTheWay)
        def way = visitor.order('1')
        visitor.atCashier(way, 'pay')

        then: 'something was logged, the trouble with the signing key for one'
        trouble == 500
        said.any { it.contains('/finance/recharge') }
        [code, key, visitor.sessionCookie, 'the-secret-demo-key', Visitor.query(way).sign].every { secret -> said.every { !it.contains(secret) } }

        cleanup:
        loggers*.removeHandler(handler)
        loggers[1].level = null
        loggers[1].useParentHandlers = true
        emulator?.close()
    }

    static boolean works(Emulator emulator, String key) {
        new Wire(emulator.url(), key).get('/llmage/v1/models').status == 200
    }

    static String everythingIn(Path folder) {
        Files.list(folder).filter { Files.isRegularFile(it) }.map { it.toFile().getText('ISO-8859-1') }.toList().join()
    }
}
