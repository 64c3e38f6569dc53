package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class GuardSpec extends Specification {
    static final FORMS = ['/login/code', '/login', '/logout', '/keys', '/keys/revoke', '/finance/recharge', '/finance/pay', '/alipay/cashier']
    static final PAGES = ['/', '/guide', '/login', '/models', '/keys', '/finance', '/tasks', '/nowhere', '/console.css', '/favicon.svg']

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0).pixelScale(0.05d).key('the-demo-key').start()
    @Shared
    Visitor visitor = new Visitor(emulator).logIn('13800138000')

    def "no form is taken from elsewhere: #path"() {
        given:
        def here = emulator.url().toString()
        def token = visitor.token()
        def other = new Visitor(emulator).token()
        def fields = [name: 'forged', amount: '1.00', phone: '13912345678', code: '1', id: '1', order: '1', request: 'x', choice: 'pay']
        def status = { Map more, String csrf -> visitor.post(path, fields + [csrf: csrf], more).statusCode() }

        expect:
        status([Origin: here], '') == 403
        status([Origin: here], 'f' * 64) == 403
        status([Origin: here], other) == 403
        status([:], token) == 403
        status([Origin: 'http://evil.example'], token) == 403
        status([Origin: 'null'], token) == 403
        status([Origin: here.replace('http:', 'https:')], token) == 403
        status([Origin: "http://127.0.0.1:${emulator.url().port + 1}" as String], token) == 403
        status(['Sec-Fetch-Site': 'cross-site'], token) == 403
        status(['Sec-Fetch-Site': 'same-site'], token) == 403
        status([Origin: here, 'Sec-Fetch-Site': 'cross-site'], token) == 403
        !visitor.get('/keys').body().contains('forged')

        where:
        path << FORMS
    }

    def "a form with the token, from here, is taken"() {
        expect:
        [[Origin: emulator.url().toString()], ['Sec-Fetch-Site': 'same-origin']].every {
            visitor.post('/keys', [name: 'mine', csrf: visitor.token()], it).statusCode() == 303
        }
    }

    def "a form cannot be sent with GET: #path"() {
        expect:
        visitor.get("$path?csrf=${visitor.token()}&name=forged&amount=1").statusCode() in [200, 303, 404]
        !visitor.get('/keys').body().contains('forged')

        where:
        path << FORMS
    }

    def "a browser elsewhere cannot use the cookie for a call"() {
        expect:
        visitor.postJson('/dapi/apply_apikey.dspy', '{"appname":"x"}', [Origin: 'http://evil.example']).statusCode() == 403
        visitor.postJson('/dapi/apply_apikey.dspy', '{"appname":"x"}', ['Sec-Fetch-Site': 'cross-site']).statusCode() == 403
        visitor.post('/dapi/apply_apikey.dspy', [appname: 'x'], [:]).statusCode() == 403
        visitor.postJson('/dapi/apply_apikey.dspy', '{"appname":"x"}').statusCode() == 200
    }

    def "asked for as #host, #path answers #status"() {
        given:
        def port = emulator.url().port

        expect:
        rawStatus(path, host.replace('PORT', "$port")) == status

        where:
        [host, path, status] << [
                ['localhost:PORT', 200], ['LOCALHOST:PORT', 200], ['127.0.0.1:PORT', 200], ['[::1]:PORT', 200],
                ['evil.example', 421], ['evil.example:PORT', 421], ['localhost', 200], ['localhost:1', 200], ['127.0.0.1.evil.example:PORT', 421],
                ['localhost:PORT.evil.example', 400], ['evil.example@localhost:PORT', 400], ['', 421]
        ].collectMany { host, status -> ['/login', '/llmage/v1/models'].collect { [host, it, status] } }
    }

    def "every page is fenced in: #path"() {
        given:
        def headers = visitor.get(path).headers()
        def policy = headers.firstValue('Content-Security-Policy').get()

        expect:
        policy == "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
        headers.firstValue('X-Content-Type-Options').get() == 'nosniff'
        headers.firstValue('X-Frame-Options').get() == 'DENY'
        headers.firstValue('Referrer-Policy').get() == 'same-origin'

        where:
        path << PAGES
    }

    def "nothing in a page is inline"() {
        expect:
        PAGES.every { !(visitor.get(it).body() =~ /<script|<style|\sstyle=|\son\w+=|javascript:/) }
    }

    def "what people write stays text"() {
        given:
        def hostile = '"\'><script>alert(1)</script><img src=x onerror=alert(2)>&amp;'
        def wire = new Wire(emulator)
        def taskid = wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: hostile]).body.taskid
        wire.finished(taskid)
        visitor.submit('/keys', '/keys', [name: '"><svg onload=alert(1)>'])
        visitor.get('/keys')

        expect:
        ['/tasks', "/task?id=$taskid", '/keys', "/login?phone=$hostile", "/$hostile"]
                .collect { visitor.get(it.replace('"', '%22').replace('<', '%3C').replace('>', '%3E').replace(' ', '%20')).body() }
                .every { !(it =~ /<script|<img src=x|<svg|onerror=alert\(2\)>/) }
        visitor.get("/task?id=$taskid").body().contains('&quot;&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;')
    }

    def "a result cannot script"() {
        given:
        def wire = new Wire(emulator)
        def task = wire.finished(wire.post('/llmage/v1/image/generations', [model: 'cogview-3-flash', catelogid: 't2i', prompt: 'a']).body.taskid)
        def reply = visitor.get(task.get('image').asText() - emulator.url().toString())

        expect:
        reply.headers().firstValue('Content-Security-Policy').get().with { it.contains("default-src 'none'") && it.endsWith('sandbox') }
        reply.headers().firstValue('X-Content-Type-Options').get() == 'nosniff'
        reply.headers().firstValue('Content-Type').get() == 'image/png'
    }

    def "what is too large or said twice is not read"() {
        expect:
        visitor.post('/keys', [csrf: visitor.token(), name: 'x' * 70_000]).statusCode() == 413
        visitor.get('/task?id=1&id=2').statusCode() == 400
        rawStatus('/guide?id=%zz', "localhost:${emulator.url().port}") == 400
    }

    def "the language is the browser's until one is chosen, which is remembered"() {
        given:
        def guest = new Visitor(emulator)
        def title = { (guest.get(it).body() =~ /<html lang="([\w-]+)"/).with { it.find(); it.group(1) } }
        guest.headers['Accept-Language'] = accepted

        expect:
        title('/login') == first
        title('/login?lang=en') == 'en'
        title('/guide') == 'en'
        title('/login?lang=zh') == 'zh-CN'
        title('/guide') == 'zh-CN'
        title('/guide?lang=xx') == 'zh-CN'

        where:
        accepted                  || first
        'en-GB,en;q=0.9,zh;q=0.8' || 'en'
        'zh-TW,zh;q=0.9'          || 'zh-CN'
        'fr,en;q=0.5'             || 'en'
        'ja'                      || 'zh-CN'
    }

    private int rawStatus(String path, String host) {
        new Socket('127.0.0.1', emulator.url().port).withCloseable { socket ->
            socket.outputStream << "GET $path HTTP/1.1\r\nHost: $host\r\nAuthorization: Bearer the-demo-key\r\nConnection: close\r\n\r\n".bytes
            socket.inputStream.newReader('UTF-8').readLine().split(' ')[1] as int
        }
    }
}
