package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import kinoloom.emulator.pay.Gateway
import kinoloom.emulator.pay.Rsa2
import kinoloom.emulator.pay.SigningKeys
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import java.security.KeyPair
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class RechargeSpec extends Specification {
    @TempDir
    @Shared
    Path folder
    @Shared
    KeyPair alipay
    @Shared
    KeyPair merchant
    @Shared
    @AutoCleanup
    Emulator emulator
    Visitor visitor

    def setupSpec() {
        alipay = new SigningKeys(folder.resolve('alipay-rsa.pem')).pair()
        merchant = new SigningKeys(folder.resolve('merchant-rsa.pem')).pair()
        emulator = Emulator.builder().dataDir(folder).balance('0.00').start()
    }

    def setup() {
        visitor = new Visitor(emulator).logIn("139${String.format('%08d', new Random().nextInt(100_000_000))}")
    }

    def "an order goes to the cashier signed, is paid there, and the money is there"() {
        given:
        def way = visitor.order('88.8')
        def request = Visitor.query(way)

        expect:
        Rsa2.verifiesRequest(request, merchant.public)
        request.method == 'alipay.trade.page.pay'
        request.notify_url == emulator.url().toString() + Gateway.NOTIFY_PATH
        request.biz_content.contains('"total_amount":"88.80"')
        visitor.get(way).body().contains('local stand-in for Alipay')

        when:
        def back = visitor.atCashier(way, 'pay')

        then:
        back.statusCode() == 303
        visitor.get(URI.create(Visitor.location(back)).rawPath + '?' + URI.create(Visitor.location(back)).rawQuery).body().contains('¥88.80 is in your account.')
        visitor.money('balance') == '88.80'

        when: 'it is paid again'
        visitor.atCashier(way, 'pay')

        then:
        visitor.money('balance') == '88.80'
    }

    def "cancelling changes nothing, and the order can be paid later, once"() {
        given:
        def way = visitor.order('10')
        def number = numberOf(way)

        expect:
        visitor.atCashier(way, 'cancel').statusCode() == 303
        visitor.money('balance') == '0.00'

        when:
        def again = Visitor.location(visitor.submit('/finance', '/finance/pay', [order: number]))
        visitor.atCashier(again, 'pay')

        then:
        visitor.money('balance') == '10.00'
        Visitor.location(visitor.submit('/finance', '/finance/pay', [order: number])) == "/finance/return?out_trade_no=$number"
    }

    def "the page the browser returns to credits nothing, whatever it is told"() {
        given:
        def number = numberOf(visitor.order('10.00'))
        def told = notification(number, '10.00')
        def query = told.collect { k, v -> "$k=${URLEncoder.encode(v, 'UTF-8')}" }.join('&')

        expect:
        visitor.get("/finance/return?$query").body().contains('is not in your account')
        visitor.money('balance') == '0.00'
    }

    def "an amount is refused: #amount"() {
        expect:
        visitor.submit('/finance', '/finance/recharge', [amount: amount]).statusCode() == 400
        visitor.get('/finance').body().contains('No orders yet.')

        where:
        amount << ['', '0', '0.00', '-1', '+1', '0.001', '1.', '.5', '1e3', '1e309', 'NaN', '0x10', '1,000', '01', '100000.01', '100001',
                   '9223372036854775808', '１００', '1 000', '1.00.00', '¥1', "1' OR 1=1"]
    }

    def "an amount is taken: #amount"() {
        expect:
        Visitor.query(visitor.order(amount)).biz_content.contains("\"total_amount\":\"$exact\"")

        where:
        amount   || exact
        '0.01'   || '0.01'
        '0.1'    || '0.10'
        ' 7 '    || '7.00'
        '100000' || '100000.00'
    }

    def "the cashier takes nothing that is not as we signed it: #what"() {
        given:
        def request = Visitor.query(visitor.order('10.00'))
        def changed = change.call(request)
        def query = changed.collect { k, v -> "$k=${URLEncoder.encode(v, 'UTF-8')}" }.join('&')

        expect:
        visitor.get("/alipay/gateway.do?$query").statusCode() == 400
        visitor.post('/alipay/cashier', [csrf: visitor.token(), request: query, choice: 'pay']).statusCode() == 400
        visitor.money('balance') == '0.00'

        where:
        what            | change
        'amount'        | { it + [biz_content: it.biz_content.replace('10.00', '99999.00')] }
        'return'        | { it + [return_url: 'http://evil.example/'] }
        'notify'        | { it + [notify_url: 'http://evil.example/'] }
        'a param more'  | { it + [extra: '1'] }
        'a param less'  | { it.findAll { k, v -> k != 'version' } }
        'no signature'  | { it.findAll { k, v -> k != 'sign' } }
        'RSA1'          | { it + [sign_type: 'RSA'] }
        'nothing'       | { [:] }
    }

    def "eight notifications at the same moment credit once"() {
        given:
        def told = notification(numberOf(visitor.order('25.00')), '25.00')
        def pool = Executors.newFixedThreadPool(8)

        when:
        def answers = pool.invokeAll([{ notify(told) } as Callable] * 8)*.get()
        pool.shutdown()

        then:
        answers == ['success'] * 8
        visitor.money('balance') == '25.00'
        Files.readAllLines(folder.resolve('ledger.log')).count { it.contains(told.out_trade_no) } == 1

        and: 'a day later, too'
        notify(told) == 'success'
        visitor.money('balance') == '25.00'
    }

    def "a notification is refused: #what"() {
        given:
        def told = notification(numberOf(visitor.order('10.00')), '10.00')

        expect:
        notify(change.call(told)) == 'failure'
        visitor.money('balance') == '0.00'
        notify(told) == 'success'
        visitor.money('balance') == '10.00'

        where:
        what                       | change
        'no signature'             | { it.findAll { k, v -> k != 'sign' } }
        'an empty signature'       | { it + [sign: ''] }
        'not a signature'          | { it + [sign: '%%%'] }
        'a signature of nothing'   | { it + [sign: 'AAAA'] }
        'amount changed'           | { it + [total_amount: '99999.00'] }
        'a param added'            | { it + [extra: '1'] }
        'a param taken away'       | { it.findAll { k, v -> k != 'buyer_id' } }
        'signed by us, not Alipay' | { resigned(it, merchant) }
        'signed by a stranger'     | { resigned(it, stranger()) }
        'signed as a request'      | { it + [sign: Rsa2.signRequest(it.findAll { k, v -> k != 'sign' }, alipay.private)] }
        'RSA1'                     | { resigned(it + [sign_type: 'RSA'], alipay) }
        'no sign type'             | { it.findAll { k, v -> k != 'sign_type' } }
        'another charset'          | { resigned(it + [charset: 'gbk'], alipay) }
        'unknown order'            | { resigned(it + [out_trade_no: 'KL20261122ffffffffffffffffffff'], alipay) }
        'a smaller amount'         | { resigned(it + [total_amount: '0.01'], alipay) }
        'a larger amount'          | { resigned(it + [total_amount: '10.01'], alipay) }
        'not an amount'            | { resigned(it + [total_amount: '1e1'], alipay) }
        'another seller'           | { resigned(it + [seller_id: '2088000000009999'], alipay) }
        'another app'              | { resigned(it + [app_id: '2021000000009999'], alipay) }
        'waiting for the buyer'    | { resigned(it + [trade_status: 'WAIT_BUYER_PAY'], alipay) }
        'closed'                   | { resigned(it + [trade_status: 'TRADE_CLOSED'], alipay) }
        'no status'                | { resigned(it.findAll { k, v -> k != 'trade_status' }, alipay) }
    }

    def "a finished trade counts as a paid one"() {
        given:
        def told = notification(numberOf(visitor.order('10.00')), '10.00')

        expect:
        notify(resigned(told + [trade_status: 'TRADE_FINISHED'], alipay)) == 'success'
        visitor.money('balance') == '10.00'
    }

    def "a name said twice is refused"() {
        given:
        def told = notification(numberOf(visitor.order('10.00')), '10.00')
        def body = told.collect { k, v -> "$k=${URLEncoder.encode(v, 'UTF-8')}" }.join('&')

        expect:
        notifyRaw(body + '&total_amount=10.00') == 'failure'
        notifyRaw(body + '&x=%zz') == 'failure'
        notifyRaw('') == 'failure'
        visitor.money('balance') == '0.00'
    }

    def "the signing keys are for their owner's eyes alone"() {
        expect:
        ['alipay-rsa.pem', 'merchant-rsa.pem'].every {
            PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(it))) == 'rw-------'
        }
    }

    private Map<String, String> notification(String number, String amount) {
        resigned([app_id: '2021000000000001', seller_id: '2088000000000001', buyer_id: '2088000000000009', charset: 'utf-8', version: '1.0',
                  sign_type: 'RSA2', notify_type: 'trade_status_sync', notify_id: 'n1', trade_no: 't1', trade_status: 'TRADE_SUCCESS',
                  out_trade_no: number, total_amount: amount, subject: '充值 & more'], alipay)
    }

    private static Map<String, String> resigned(Map<String, String> params, KeyPair by) {
        def bare = params.findAll { k, v -> k != 'sign' }
        bare + [sign: Rsa2.signNotification(bare, by.private)]
    }

    private KeyPair stranger() {
        new SigningKeys(folder.resolve('stranger.pem')).pair()
    }

    private String notify(Map<String, String> params) {
        notifyRaw(params.collect { k, v -> "$k=${URLEncoder.encode(v, 'UTF-8')}" }.join('&'))
    }

    private String notifyRaw(String body) {
        def connection = emulator.url().resolve(Gateway.NOTIFY_PATH).toURL().openConnection() as HttpURLConnection
        connection.requestMethod = 'POST'
        connection.doOutput = true
        connection.outputStream << body.getBytes('UTF-8')
        connection.inputStream.text
    }

    private static String numberOf(String way) {
        Visitor.query(way).biz_content.find(/KL\w+/)
    }
}
