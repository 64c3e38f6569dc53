package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.Specification

import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class LoginSpec extends Specification {
    static final PHONE = '13912345678'

    def clock = new HandClock()
    @AutoCleanup
    Emulator emulator = Emulator.builder().clock(clock).phone('13700000007').balance('5.00').start()

    def "a new phone registers, and is the same account ever after"() {
        given:
        def visitor = new Visitor(emulator).logIn(PHONE)
        visitor.createKey('mine')

        expect:
        visitor.money('balance') == '0.00'
        new Visitor(emulator).logIn('+86 139-1234-5678').get('/keys').body().contains('mine')
        !new Visitor(emulator).logIn('13912345679').get('/keys').body().contains('mine')
    }

    def "the demo account's phone is on the login page and leads to its money"() {
        expect:
        new Visitor(emulator).get('/login').body().contains('<code>13700000007</code>')
        new Visitor(emulator).logIn('13700000007').money('balance') == '5.00'
    }

    def "the message lies on the page of the browser that asked, and on no other"() {
        given:
        def asking = new Visitor(emulator)
        def other = new Visitor(emulator)
        other.get('/login')

        expect:
        asking.code(PHONE) ==~ /\d{6}/
        other.shownCode() == null
    }

    def "a code is good once"() {
        given:
        def visitor = new Visitor(emulator)
        def code = visitor.code(PHONE)

        expect:
        enter(visitor, PHONE, code) == 303
        enter(new Visitor(emulator), PHONE, code) == 403
    }

    def "a code that is entered in four windows at once opens one"() {
        given:
        def code = new Visitor(emulator).code(PHONE)
        def visitors = (1..4).collect { new Visitor(emulator) }
        def tokens = visitors*.token('/login')
        def pool = Executors.newFixedThreadPool(4)

        when:
        def answers = pool.invokeAll((0..3).collect { i ->
            { visitors[i].post('/login', [csrf: tokens[i], phone: PHONE, code: code]).statusCode() } as Callable
        })*.get()
        pool.shutdown()

        then:
        answers.sort() == [303, 403, 403, 403]
    }

    def "a code is good for five minutes"() {
        given:
        def visitor = new Visitor(emulator)
        def code = visitor.code(PHONE)

        when:
        clock.pass(age)

        then:
        enter(visitor, PHONE, code) == status

        where:
        age                     || status
        Duration.ofSeconds(299) || 303
        Duration.ofSeconds(300) || 403
    }

    def "the sixth try does not get in, even with the right code"() {
        given:
        def visitor = new Visitor(emulator)
        def code = visitor.code(PHONE)

        when:
        def tries = (1..5).collect { enter(visitor, PHONE, '000000') }
        clock.pass(Duration.ofSeconds(10))

        then:
        tries == [403] * 5
        enter(visitor, PHONE, code) == 403
    }

    def "a new code makes the one before void"() {
        given:
        def visitor = new Visitor(emulator)
        def first = visitor.code(PHONE)
        def second = visitor.code(PHONE)

        expect:
        first == second || enter(visitor, PHONE, first) == 403
        enter(visitor, PHONE, second) == 303
    }

    def "wrong codes make the wait longer and longer, whether the phone is known or not"() {
        given:
        new Visitor(emulator).logIn(PHONE)
        def waits = [PHONE, '13511112222'].collect { phone ->
            def visitor = new Visitor(emulator)
            def seen = []
            while (seen.size() < 4) {
                def reply = visitor.submit('/login', '/login', [phone: phone, code: '000000'])
                def wait = (reply.body() =~ /wait (\d+) seconds/)
                if (wait.find()) {
                    assert reply.statusCode() == 429
                    seen << (wait.group(1) as int)
                    clock.pass(Duration.ofSeconds(seen.last()))
                } else {
                    assert reply.statusCode() == 403
                    assert reply.body().contains('That code is not right, or not good any more.')
                }
            }
            // an hour later the address, too, is forgiven
            clock.pass(Duration.ofHours(2))
            seen
        }

        expect:
        waits == [[1, 2, 4, 8], [1, 2, 4, 8]]
    }

    def "one address cannot try many phones, or have many messages sent"() {
        given:
        def visitor = new Visitor(emulator)
        def token = visitor.token('/login')

        when:
        def tries = (0..24).collect { visitor.post('/login', [csrf: token, phone: "135000000${10 + it}", code: '123456']).statusCode() }
        def sends = (0..34).collect { visitor.post('/login/code', [csrf: token, phone: "136000000${10 + it}"]).statusCode() }

        then:
        tries == [403] * 20 + [429] * 5
        sends == [303] * 30 + [429] * 5
    }

    def "a session has a new id of 128 bits that was never before, in a cookie no script sees"() {
        given:
        def visitor = new Visitor(emulator)
        visitor.get('/login')
        def before = visitor.sessionCookie
        def code = visitor.code(PHONE)

        when:
        def reply = visitor.submit('/login', '/login', [phone: PHONE, code: code])
        def header = reply.headers().firstValue('Set-Cookie').get()

        then:
        before ==~ /[0-9a-f]{32}/
        visitor.sessionCookie ==~ /[0-9a-f]{32}/
        visitor.sessionCookie != before
        header == "kinoloom-${emulator.url().port}=${visitor.sessionCookie}; Path=/; HttpOnly; SameSite=Strict"

        and: 'the id that was known before login opens nothing'
        !isIn(before)
    }

    def "logging in again ends the session before"() {
        given:
        def visitor = new Visitor(emulator).logIn(PHONE)
        def first = visitor.sessionCookie
        def code = new Visitor(emulator).code(PHONE)

        when:
        visitor.post('/login', [csrf: visitor.token(), phone: PHONE, code: code])

        then:
        visitor.sessionCookie != first
        !isIn(first)
        isIn(visitor.sessionCookie)
    }

    def "logging out ends the session on the server"() {
        given:
        def visitor = new Visitor(emulator).logIn(PHONE)
        def id = visitor.sessionCookie

        expect:
        visitor.submit('/keys', '/logout', [:]).statusCode() == 303
        !isIn(id)
    }

    def "a session ends after half an hour of quiet, and after twelve hours in any case"() {
        given:
        def quiet = new Visitor(emulator).logIn(PHONE).sessionCookie
        def busy = new Visitor(emulator).logIn(PHONE).sessionCookie

        expect:
        clock.pass(Duration.ofMinutes(29))
        isIn(busy)
        clock.pass(Duration.ofMinutes(2))
        !isIn(quiet)
        (1..25).every {
            clock.pass(Duration.ofMinutes(27))
            isIn(busy)
        }
        clock.pass(Duration.ofMinutes(20))
        !isIn(busy)
    }

    private int enter(Visitor visitor, String phone, String code) {
        visitor.submit('/login', '/login', [phone: phone, code: code]).statusCode()
    }

    private boolean isIn(String id) {
        def visitor = new Visitor(emulator)
        visitor.cookies["kinoloom-${emulator.url().port}" as String] = id
        visitor.get('/keys').statusCode() == 200
    }
}
