package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import spock.lang.Requires
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path

@Requires({ BrowserSpec.isBrowserHere() })
class BrowserSpec extends Specification {
    static final PICTURES = Path.of('target', 'screenshots')

    @TempDir
    Path folder

    static boolean isBrowserHere() {
        if (Chromium.find() == null) {
            println 'No chromium on the PATH: the console is not looked at in a real browser.'
            return false
        }
        true
    }

    def "a person registers, makes a key, recharges and looks around, in #language"() {
        given:
        def emulator = Emulator.builder().timeScale(0).pixelScale(0.3d).start()
        def browser = Chromium.start(Chromium.find(), folder, language)
        def words = language.startsWith('zh') ? Words.ZH : Words.EN
        def shot = { String name -> browser.screenshot(PICTURES.resolve("${words.code()}-${name}.png")) }

        when: 'a new phone asks for a code, reads it on the page and is in'
        browser.open("${emulator.url()}/")
        shot('login')
        browser.type('phone', '139 1234 5678')
        browser.click('button', words.say('login.send'))
        shot('code')
        browser.type('code', browser.text('#sms-code'))
        browser.click('main button', words.say('login.enter'))

        then:
        browser.path() == '/'
        browser.text('header').contains('139****5678')

        when: 'it makes a key'
        browser.click('nav a', words.say('nav.keys'))
        browser.type('name', language.startsWith('zh') ? '我的电脑' : 'my laptop')
        browser.click('button', words.say('keys.create'))
        browser.evaluate("document.querySelector('summary').click()")
        def key = browser.text('#new-key')
        shot('key')
        browser.open("${emulator.url()}/keys")

        then: 'which works, and is not shown again'
        new Wire(emulator.url(), key).get('/llmage/v1/models').status == 200
        !browser.evaluate('document.documentElement.outerHTML').contains(key)

        when: 'it recharges'
        browser.click('nav a', words.say('nav.finance'))
        browser.type('amount', '20')
        browser.click('button', words.say('finance.pay'))
        shot('cashier')
        browser.click('button', words.say('cashier.pay'))
        shot('paid')

        then:
        browser.path() == '/finance/return'
        browser.text('.notice') == words.say('return.paid', '¥20.00')

        when: 'it spends some'
        def wire = new Wire(emulator.url(), key)
        def taskid = wire.post('/llmage/v1/image/generations', [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: '<b>一只猫</b> "坐在" 月亮上 & 唱歌']).body.taskid
        wire.finished(taskid)
        browser.click('nav a', words.say('nav.finance'))
        shot('finance')

        then:
        browser.text('#balance') == '¥19.80'

        when: 'it looks around'
        browser.click('nav a', words.say('nav.tasks'))
        shot('tasks')
        browser.click('td a', '<b>')
        shot('task')
        def prompt = browser.text('main')
        def picture = browser.evaluate("document.querySelector('img.result').naturalWidth")
        browser.click('main a', words.say('tasks.picture'))
        def alone = browser.evaluate("document.querySelector('img').naturalWidth")
        browser.open("${emulator.url()}/tasks")
        browser.click('nav a', words.say('nav.models'))
        browser.click('.tabs a', 'i2v')
        shot('models')
        browser.click('nav a', words.say('nav.guide'))
        shot('guide')
        browser.click('.brand', words.say('brand'))
        shot('home')

        then: 'what a client wrote is text, and the page asked for nothing it may not have'
        picture == 712
        alone == 712
        prompt.contains('<b>一只猫</b> "坐在" 月亮上 & 唱歌')
        browser.complaints == []

        when: 'it switches the language, which is remembered'
        def other = words == Words.ZH ? Words.EN : Words.ZH
        browser.click('.lang', other.say('language'))
        browser.click('nav a', other.say('nav.guide'))

        then:
        browser.text('h1') == other.say('nav.guide')
        browser.evaluate('document.documentElement.lang') == other.tag()

        cleanup:
        browser?.close()
        emulator?.close()

        where:
        language << ['zh-CN', 'en-US']
    }
}
