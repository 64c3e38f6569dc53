package kinoloom.emulator.console

import com.fasterxml.jackson.databind.ObjectMapper
import kinoloom.emulator.Emulator
import kinoloom.emulator.EmulatorProcess
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardOpenOption

class SurvivalSpec extends Specification {
    static final PHONE = '13912345678'

    @TempDir
    Path folder

    def "an account, its key, its order and its money survive kill -9"() {
        given: 'an emulator in a process of its own, killed right after it told of the payment'
        def child = new ProcessBuilder(
                Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-Djava.awt.headless=true',
                '-cp', System.getProperty('java.class.path'), EmulatorProcess.name, folder.toString(), 'my-key')
                .redirectError(ProcessBuilder.Redirect.DISCARD).start()
        def url = (child.inputReader().readLine() =~ /^listening on (\S+), key my-key$/)[0][1] as String
        def visitor = new Visitor(URI.create(url)).logIn(PHONE)
        def key = visitor.createKey('mine')
        visitor.atCashier(visitor.order('30.00'), 'pay')
        def unpaid = visitor.order('40.00')
        child.destroyForcibly().waitFor()

        when:
        def emulator = Emulator.builder().dataDir(folder).start()
        visitor = new Visitor(emulator)
        def kept = visitor.get('/login')
        visitor.logIn(PHONE)

        then:
        kept.statusCode() == 200
        visitor.money('balance') == '30.00'
        KeysSpec.works(emulator, key)
        visitor.get('/finance').body().contains(Visitor.query(unpaid).biz_content.find(/KL\w+/))

        cleanup:
        child?.destroyForcibly()
        emulator?.close()
    }

    def "what Alipay was paid and could not tell before it was killed, it tells at the next start"() {
        given: 'an order that was paid, of which no notification came through'
        def emulator = Emulator.builder().dataDir(folder).start()
        def trade = new ObjectMapper().readTree(Visitor.query(new Visitor(emulator).logIn(PHONE).order('30.00')).biz_content)
        def number = trade.get('out_trade_no').asText()
        emulator.close()
        Files.writeString(folder.resolve('alipay.log'), new ObjectMapper().writeValueAsString([
                event: 'paid', out_trade_no: number, notification: [
                app_id: '2021000000000001', charset: 'utf-8', out_trade_no: number, seller_id: '2088000000000001',
                trade_status: 'TRADE_SUCCESS', total_amount: '30.00']]) + '\n', StandardOpenOption.APPEND)

        when:
        emulator = Emulator.builder().dataDir(folder).start()
        waitFor { Files.readString(folder.resolve('alipay.log')).contains('"told"') }

        then:
        new Visitor(emulator).logIn(PHONE).money('balance') == '30.00'

        when: 'and never again'
        emulator.close()
        emulator = Emulator.builder().dataDir(folder).start()

        then:
        new Visitor(emulator).logIn(PHONE).money('balance') == '30.00'
        Files.readAllLines(folder.resolve('alipay.log')).count { it.contains('"told"') } == 1

        cleanup:
        emulator?.close()
    }

    def "a session does not outlive the process"() {
        given:
        def emulator = Emulator.builder().dataDir(folder).start()
        def id = new Visitor(emulator).logIn(PHONE).sessionCookie
        emulator.close()
        emulator = Emulator.builder().dataDir(folder).start()
        def visitor = new Visitor(emulator)
        visitor.cookies["kinoloom-${emulator.url().port}" as String] = id

        expect:
        Visitor.location(visitor.get('/keys')) == '/login'
        !KeysSpec.everythingIn(folder).contains(id)

        cleanup:
        emulator?.close()
    }

    private static void waitFor(Closure<Boolean> condition) {
        def deadline = System.nanoTime() + 20_000_000_000L
        while (!condition()) {
            assert System.nanoTime() < deadline: 'it did not happen'
            Thread.sleep(20)
        }
    }
}
