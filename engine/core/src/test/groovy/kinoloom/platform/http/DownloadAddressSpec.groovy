package kinoloom.platform.http

import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CopyOnWriteArrayList
import javax.net.SocketFactory
import okhttp3.Dns
import okhttp3.OkHttpClient
import spock.lang.AutoCleanup
import spock.lang.Specification
import spock.lang.TempDir

/** A link comes from outside: it is followed to public addresses, and to the host that was configured. */
class DownloadAddressSpec extends Specification {
    static final String PUBLIC = '8.8.8.8'

    @TempDir Path dir
    @AutoCleanup FaultServer server
    /** What names stand for; a list is what one look-up after the other finds. */
    Map<String, List<List<String>>> names = [:]
    final List<String> lookUps = new CopyOnWriteArrayList<>()
    final List<String> led = new CopyOnWriteArrayList<>()

    def "not connected to: #url"() {
        expect:
        fetch(url).message == message
        led == []

        where:
        url                                | message
        'file:///etc/passwd'               | 'the link of the result is no http or https address'
        'ftp://x.example/a'                | 'the link of the result is no http or https address'
        'jar:http://x.example/a.jar!/b'    | 'the link of the result is no http or https address'
        'javascript:alert(1)'              | 'the link of the result is no http or https address'
        'data:image/png;base64,AAAA'       | 'the link of the result is no http or https address'
        'gopher://x.example/a'             | 'the link of the result is no http or https address'
        '//x.example/a'                    | 'the link of the result is no http or https address'
        'http://'                          | 'the link of the result is no http or https address'
        ''                                 | 'the link of the result is no http or https address'
        'https://a:b@x.example/a'          | 'the link of the result holds a user name: x.example'
        'https://a@x.example/a'            | 'the link of the result holds a user name: x.example'
        'http://good.example@127.0.0.1/a'  | 'the link of the result holds a user name: 127.0.0.1'
        'http://x.example:22/a'            | 'x.example:22 is no port of a web server'
        'http://x.example:25/a'            | 'x.example:25 is no port of a web server'
        'https://platform.example:22/a'    | 'platform.example:22 is no port of a web server'
        'http://0.0.0.0/a'                 | '0.0.0.0 is an address of a private network'
        'http://0.1.2.3/a'                 | '0.1.2.3 is an address of a private network'
        'http://10.1.2.3/a'                | '10.1.2.3 is an address of a private network'
        'http://100.64.0.1/a'              | '100.64.0.1 is an address of a private network'
        'http://100.127.255.255/a'         | '100.127.255.255 is an address of a private network'
        'http://127.0.0.1/a'               | '127.0.0.1 is an address of a private network'
        'http://127.1/a'                   | '127.1 is an address of a private network'
        'http://127.255.255.254/a'         | '127.255.255.254 is an address of a private network'
        'http://2130706433/a'              | '2130706433 is an address of a private network'
        'http://169.254.169.254/latest'    | '169.254.169.254 is an address of a private network'
        'http://172.16.0.1/a'              | '172.16.0.1 is an address of a private network'
        'http://172.31.255.255/a'          | '172.31.255.255 is an address of a private network'
        'http://192.0.0.8/a'               | '192.0.0.8 is an address of a private network'
        'http://192.0.2.1/a'               | '192.0.2.1 is an address of a private network'
        'http://192.88.99.1/a'             | '192.88.99.1 is an address of a private network'
        'http://192.168.0.1/a'             | '192.168.0.1 is an address of a private network'
        'http://198.18.0.1/a'              | '198.18.0.1 is an address of a private network'
        'http://198.19.255.255/a'          | '198.19.255.255 is an address of a private network'
        'http://198.51.100.1/a'            | '198.51.100.1 is an address of a private network'
        'http://203.0.113.1/a'             | '203.0.113.1 is an address of a private network'
        'http://224.0.0.1/a'               | '224.0.0.1 is an address of a private network'
        'http://240.0.0.1/a'               | '240.0.0.1 is an address of a private network'
        'http://255.255.255.255/a'         | '255.255.255.255 is an address of a private network'
        'http://[::]/a'                    | ':: is an address of a private network'
        'http://[::1]/a'                   | '::1 is an address of a private network'
        'http://[::127.0.0.1]/a'           | '::7f00:1 is an address of a private network'
        'http://[::ffff:127.0.0.1]/a'      | '127.0.0.1 is an address of a private network'
        'http://[::ffff:10.0.0.1]/a'       | '10.0.0.1 is an address of a private network'
        'http://[64:ff9b::7f00:1]/a'       | '64:ff9b::7f00:1 is an address of a private network'
        'http://[64:ff9b:1::1]/a'          | '64:ff9b:1::1 is an address of a private network'
        'http://[100::1]/a'                | '100::1 is an address of a private network'
        'http://[2001::1]/a'               | '2001::1 is an address of a private network'
        'http://[2001:20::1]/a'            | '2001:20::1 is an address of a private network'
        'http://[2001:db8::1]/a'           | '2001:db8::1 is an address of a private network'
        'http://[2002:7f00:1::1]/a'        | '2002:7f00:1::1 is an address of a private network'
        'http://[3fff::1]/a'               | '3fff::1 is an address of a private network'
        'http://[5f00::1]/a'               | '5f00::1 is an address of a private network'
        'http://[fd00::1]/a'               | 'fd00::1 is an address of a private network'
        'http://[fe80::1]/a'               | 'fe80::1 is an address of a private network'
        'http://[fec0::1]/a'               | 'fec0::1 is an address of a private network'
        'http://[ff02::1]/a'               | 'ff02::1 is an address of a private network'
    }

    def "a name for #addresses is not connected to"() {
        given:
        names = ['x.example': [addresses]]

        expect:
        fetch('http://x.example/a').message == 'x.example is an address of a private network'
        led == []

        where:
        addresses << [['127.0.0.1'], ['10.0.0.1'], ['::1'], [PUBLIC, '192.168.0.1'], ['fd00::1', PUBLIC]]
    }

    def "numbers in other writings are names, and what they stand for is checked: #host"() {
        expect:
        fetch("http://$host/a") instanceof UnknownHostException
        led == []

        where:
        host << ['0x7f.1', '0x7f000001', '127.0.0.1.', 'localhost', 'LOCALHOST', '１２７.０.０.１', '127。0。0。1']
    }

    def "a public address is connected to, the one that was checked"() {
        given:
        server = FaultServer.saying(200, 'film')
        names = ['cdn.example': [['8.8.8.8', '8.8.4.4'], ['127.0.0.1']]]

        expect:
        fetch('http://cdn.example:8080/a') == 4L
        lookUps == ['cdn.example']
        led == ['8.8.8.8:8080']
    }

    def "a name that stands for something else the second time is checked the second time"() {
        given: 'a server that redirects to another port of its own name'
        server = new FaultServer({ got, s -> FaultServer.answer(s, 302, '', 'text/plain', 'Location: http://cdn.example:8081/b\r\n') })
        names = ['cdn.example': [[PUBLIC], ['127.0.0.1']]]

        expect:
        fetch('http://cdn.example:8080/a').message == 'cdn.example is an address of a private network'
        led == ["$PUBLIC:8080"]
    }

    def "a public server cannot lead inside: #location"() {
        given:
        server = new FaultServer({ got, s -> FaultServer.answer(s, 302, '', 'text/plain', "Location: $location\r\n") })
        names = ['cdn.example': [[PUBLIC]], 'inside.example': [['10.0.0.1']]]

        expect:
        fetch('http://cdn.example/a').message == message
        led == ["$PUBLIC:80"]

        where:
        location                           | message
        'http://127.0.0.1/a'               | '127.0.0.1 is an address of a private network'
        'http://169.254.169.254/latest'    | '169.254.169.254 is an address of a private network'
        'http://[::ffff:127.0.0.1]/a'      | '127.0.0.1 is an address of a private network'
        'http://inside.example/a'          | 'inside.example is an address of a private network'
        '//127.0.0.1/a'                    | '127.0.0.1 is an address of a private network'
        'http://a:b@cdn.example/a'         | 'the link of the result holds a user name: cdn.example'
        'http://cdn.example:22/a'          | 'cdn.example:22 is no port of a web server'
        'file:///etc/passwd'               | 'the link of the result is no http or https address'
        'data:text/plain,x'                | 'the link of the result is no http or https address'
    }

    def "the host that was configured may be anywhere, on its own port or a web server's"() {
        given:
        server = FaultServer.saying(200, 'film')
        names = ['platform.example': [['10.0.0.1']]]

        expect:
        fetch(url) == 4L
        led == [address]

        where:
        url                              | address
        'http://platform.example:81/a'   | '10.0.0.1:81'
        'http://platform.example/a'      | '10.0.0.1:80'
        'http://platform.example:8080/a' | '10.0.0.1:8080'
    }

    def "where the platform is on this machine, links lead to this machine or to public addresses: #url"() {
        given:
        server = FaultServer.saying(200, 'film')
        names = ['localhost': [['127.0.0.1']], 'cdn.example': [[PUBLIC]], 'inside.example': [['10.0.0.1']]]

        when:
        def fetched = fetch(url, 'http://127.0.0.1:9')

        then:
        (fetched instanceof Long ? 'fetched' : fetched.message) == outcome

        where:
        url                       | outcome
        'http://127.0.0.1:9/a'    | 'fetched'
        'http://127.0.0.2:8080/a' | 'fetched'
        'http://localhost:8080/a' | 'fetched'
        'http://[::1]:8080/a'     | 'fetched'
        'http://cdn.example/a'    | 'fetched'
        'http://10.0.0.1/a'       | '10.0.0.1 is an address of a private network'
        'http://169.254.169.254/' | '169.254.169.254 is an address of a private network'
        'http://inside.example/a' | 'inside.example is an address of a private network'
        'http://127.0.0.1:22/a'   | '127.0.0.1:22 is no port of a web server'
    }

    def "a public address is public: #address"() {
        expect:
        !Addresses.inside(InetAddress.getByName(address))

        where:
        address << ['8.8.8.8', '1.1.1.1', '9.255.255.255', '11.0.0.1', '100.63.255.255', '100.128.0.1', '128.0.0.1', '169.253.0.1', '172.15.0.1', '172.32.0.1',
                    '192.0.1.1', '192.88.98.1', '192.167.0.1', '198.17.0.1', '198.20.0.1', '203.0.112.1', '223.255.255.255',
                    '2606:4700::1111', '240e::1', '2001:4860:4860::8888', '2400:3200::1', '2a00:1450::1']
    }

    /** Fetches with names and sockets of the spec's own: every connection ends at its server. */
    Object fetch(String url, String platform = 'http://platform.example:81') {
        def addresses = new Addresses(Origin.of(platform), { String host ->
            lookUps << host
            if (!names.containsKey(host)) return Dns.SYSTEM.lookup(host)
            def found = names[host].size() > 1 ? names[host].removeAt(0) : names[host][0]
            found.collect { InetAddress.getByAddress(host, InetAddress.getByName(it).address) }
        } as Dns)
        def client = new OkHttpClient.Builder().followRedirects(false).dns(addresses).socketFactory(new Sockets()).build()
        try {
            new Download(client, addresses, 'spec', 1000).fetch(url, Files.createTempFile(dir, 'a', 'b'))
        } catch (IOException e) {
            e
        } finally {
            client.connectionPool().evictAll()
        }
    }

    /** Sockets that say where they were to lead, and lead to the spec's server. */
    class Sockets extends SocketFactory {
        Socket createSocket() {
            new Socket() {
                @Override
                void connect(SocketAddress there, int timeout) {
                    def to = there as InetSocketAddress
                    led << "$to.address.hostAddress:$to.port".toString()
                    super.connect(new InetSocketAddress('127.0.0.1', server.port), timeout)
                }
            }
        }

        Socket createSocket(String host, int port) { throw new UnsupportedOperationException() }

        Socket createSocket(String host, int port, InetAddress local, int localPort) { throw new UnsupportedOperationException() }

        Socket createSocket(InetAddress host, int port) { throw new UnsupportedOperationException() }

        Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) { throw new UnsupportedOperationException() }
    }
}
