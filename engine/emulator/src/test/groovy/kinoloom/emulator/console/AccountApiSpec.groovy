package kinoloom.emulator.console

import com.fasterxml.jackson.databind.ObjectMapper
import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class AccountApiSpec extends Specification {
    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().key('demo-key-demo-key').balance('10.00').start()
    @Shared
    Wire demo = new Wire(emulator)

    def "a program registers, logs in, gets a key and recharges"() {
        given:
        def program = new Visitor(emulator)

        when: 'it asks for a code and logs in with it'
        def sent = json(program.get('/rbac/gen_sms_code.dspy?cellphone=13912345678'))
        def entered = json(program.postJson('/rbac/phone_login.dspy', """{"cellphone": "13912345678", "sms_code": "${sent.data.sms_code}"}"""))

        then:
        sent.status == 'ok'
        sent.data.cellphone == '13912345678'
        sent.data.expires_in == 300
        entered.status == 'ok'

        when: 'with the session it gets a key'
        def made = json(program.postJson('/dapi/apply_apikey.dspy', '{"appname": "film", "description": "x"}')).data
        def wire = new Wire(emulator.url(), made.apikey as String)

        then: 'which is told once'
        wire.get('/accounting/mybalance.dspy').body == [status: 'ok', data: [[account: entered.data.account, balance: 0.0d]]]
        wire.get('/dapi/downapps.dspy').body.data*.appname == ['film']
        wire.get("/dapi/get_apikey.dspy?id=$made.id").body.data.apikey == '****' + made.apikey[-4..-1]

        when: 'with the key it recharges'
        def way = wire.post('/unipay/user_recharge.dspy', [provider: 'alipay', amount: '15.50', currency: 'CNY']).body.data.redirct as String
        program.atCashier(way - emulator.url().toString(), 'pay')

        then:
        way.startsWith("${emulator.url()}/alipay/gateway.do?")
        wire.get('/accounting/mybalance.dspy').body.data[0].balance == 15.5d
    }

    def "a number is an amount, too"() {
        expect:
        demo.post('/unipay/user_recharge.dspy', [provider: 'alipay', amount: 100, currency: 'CNY']).body.status == 'ok'
        demo.post('/unipay/user_recharge.dspy', [provider: 'alipay', amount: 0.5d, currency: 'CNY']).body.status == 'ok'
    }

    def "what is wrong is told with HTTP 200: #body"() {
        expect:
        with(demo.post(path, body)) {
            status == 200
            it.body == [status: 'error', data: [message: message]]
        }

        where:
        path                         | body                                                    || message
        '/unipay/user_recharge.dspy' | [provider: 'alipay', amount: -1, currency: 'CNY']       || Words.ZH.say('finance.badAmount')
        '/unipay/user_recharge.dspy' | [provider: 'alipay', amount: 'NaN', currency: 'CNY']    || Words.ZH.say('finance.badAmount')
        '/unipay/user_recharge.dspy' | [provider: 'paypal', amount: '1.00', currency: 'CNY']   || Words.ZH.say('finance.badAmount')
        '/unipay/user_recharge.dspy' | [provider: 'alipay', amount: '1.00', currency: 'USD']   || Words.ZH.say('finance.badAmount')
        '/dapi/apply_apikey.dspy'    | [description: 'without a name']                         || Words.ZH.say('keys.badName')
        '/rbac/phone_login.dspy'     | [cellphone: '13912345678', sms_code: '1']               || Words.ZH.say('login.wrong')
        '/rbac/phone_login.dspy'     | [cellphone: 'x', sms_code: '1']                         || Words.ZH.say('login.wrong')
    }

    def "a wrong phone gets no code"() {
        expect:
        new Wire(emulator.url(), null).get('/rbac/gen_sms_code.dspy?cellphone=12').body.status == 'error'
        demo.postText('/unipay/user_recharge.dspy', '{broken', 'application/json').status == 400
    }

    private static Map json(reply) {
        new ObjectMapper().readValue(reply.body() as String, Map)
    }
}
