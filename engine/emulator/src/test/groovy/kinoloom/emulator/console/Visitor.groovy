package kinoloom.emulator.console

import kinoloom.emulator.Emulator

import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse
import java.net.http.HttpResponse.BodyHandlers

/** A browser without a screen: keeps cookies, says where it comes from, fills in forms. Follows nothing. */
final class Visitor {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

    final URI base
    final Map<String, String> cookies = [:]
    final Map<String, String> headers = ['Accept': 'text/html', 'Accept-Language': 'en']

    Visitor(Emulator emulator) {
        this(emulator.url())
    }

    Visitor(URI base) {
        this.base = base
    }

    HttpResponse<String> get(String path) {
        send(HttpRequest.newBuilder(base.resolve(path)).GET())
    }

    /** Posts the fields as they are. */
    HttpResponse<String> post(String path, Map fields, Map more = [Origin: base.toString()]) {
        def body = fields.collect { k, v -> "${encode(k)}=${encode(v)}" }.join('&')
        def request = HttpRequest.newBuilder(base.resolve(path))
                .header('Content-Type', 'application/x-www-form-urlencoded').POST(BodyPublishers.ofString(body))
        more.each { k, v -> request.header(k, v) }
        send(request)
    }

    HttpResponse<String> postJson(String path, String json, Map more = [:]) {
        def request = HttpRequest.newBuilder(base.resolve(path))
                .header('Content-Type', 'application/json').POST(BodyPublishers.ofString(json))
        more.each { k, v -> request.header(k, v) }
        send(request)
    }

    /** Opens a page and sends a form of it, with the hidden token. */
    HttpResponse<String> submit(String page, String path, Map fields) {
        post(path, [csrf: token(page)] + fields)
    }

    String token(String page = '/guide') {
        (get(page).body() =~ /name="csrf" value="([0-9a-f]+)"/).with { it.find() ? it.group(1) : '' }
    }

    /** Asks for a code and reads it from the phone on the page. */
    String code(String phone) {
        submit('/login?other=1', '/login/code', [phone: phone])
        shownCode()
    }

    String shownCode() {
        (get('/login').body() =~ /id="sms-code">(\d{6})</).with { it.find() ? it.group(1) : null }
    }

    Visitor logIn(String phone) {
        def reply = submit('/login', '/login', [phone: phone, code: code(phone)])
        assert reply.statusCode() == 303
        this
    }

    /** Makes an API key and reads it from the page that shows it. */
    String createKey(String name) {
        assert submit('/keys', '/keys', [name: name]).statusCode() == 303
        (get('/keys').body() =~ /id="new-key">([\w-]+)</).with { it.find(); it.group(1) }
    }

    /** Orders a recharge; the answer is the way to the cashier. */
    String order(String yuan) {
        def reply = submit('/finance', '/finance/recharge', [amount: yuan])
        assert reply.statusCode() == 303
        location(reply)
    }

    HttpResponse<String> atCashier(String way, String choice) {
        submit(way, '/alipay/cashier', [request: way.substring(way.indexOf('?') + 1), choice: choice])
    }

    String money(String id) {
        (get('/finance').body() =~ /id="$id">¥([0-9.]+)</).with { it.find(); it.group(1) }
    }

    String getSessionCookie() {
        cookies.find { it.key ==~ /kinoloom-\d+/ }?.value
    }

    static String location(HttpResponse<?> reply) {
        reply.headers().firstValue('Location').orElse(null)
    }

    static Map<String, String> query(String url) {
        url.substring(url.indexOf('?') + 1).split('&').collectEntries {
            def (k, v) = it.split('=', 2)
            [URLDecoder.decode(k, 'UTF-8'), URLDecoder.decode(v, 'UTF-8')]
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        headers.each { k, v -> request.header(k, v) }
        if (cookies) {
            request.header('Cookie', cookies.collect { k, v -> "$k=$v" }.join('; '))
        }
        def reply = HTTP.send(request.build(), BodyHandlers.ofString())
        reply.headers().allValues('Set-Cookie').each {
            def (name, value) = it.split(';')[0].split('=', 2)
            cookies[name] = value
        }
        reply
    }

    private static String encode(Object text) {
        URLEncoder.encode(text.toString(), 'UTF-8')
    }
}
