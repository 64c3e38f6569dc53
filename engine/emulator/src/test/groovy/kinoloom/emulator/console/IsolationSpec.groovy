package kinoloom.emulator.console

import kinoloom.emulator.Emulator
import kinoloom.emulator.Wire
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** Two accounts, all routes: what is another's is as unknown as what is not there. */
class IsolationSpec extends Specification {
    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0).pixelScale(0.05d).start()
    @Shared
    Visitor ann = new Visitor(emulator).logIn('13911111111')
    @Shared
    Visitor ben = new Visitor(emulator).logIn('13922222222')
    @Shared
    String annsKey = ann.createKey('the key of Ann')
    @Shared
    String bensKey = ben.createKey('the key of Ben')
    @Shared
    String taskid
    @Shared
    String order
    @Shared
    String keyId

    def setupSpec() {
        ann.atCashier(ann.order('12.34'), 'pay')
        order = Visitor.query(ann.order('56.78')).biz_content.find(/KL\w+/)
        def wire = new Wire(emulator.url(), annsKey)
        taskid = wire.post('/llmage/v1/image/generations', [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'the prompt of Ann', transno: 'ann-1']).body.taskid
        wire.finished(taskid)
        keyId = (ann.get('/keys').body() =~ /name="id" value="(\w+)"/).with { it.find(); it.group(1) }
    }

    def "Ann sees what is hers"() {
        expect:
        ann.get('/keys').body().contains('the key of Ann')
        ann.get('/tasks').body().contains('the prompt of Ann')
        ann.get("/task?id=$taskid").statusCode() == 200
        ann.get("/finance/return?out_trade_no=$order").statusCode() == 200
        ann.money('balance') == '12.14'
        call(annsKey, "/dapi/get_apikey.dspy?id=$keyId").status == 200
    }

    def "Ben sees nothing of it on any page: #page"() {
        given:
        def body = ben.get(page).body()

        expect:
        [taskid, order, keyId, 'of Ann', '12.34', '56.78', 'ann-1', annsKey].every { !body.contains(it) }

        where:
        page << ['/', '/keys', '/tasks', '/finance', '/models', '/guide', '/login']
    }

    def "Ben asks for it by its number: #page"() {
        given:
        def numbers = [TASK: taskid, ORDER: order, KEY: keyId]
        def theirs = numbers.inject(page) { path, name, value -> path.replace(name, value) }
        def nobodys = numbers.inject(page) { path, name, value -> path.replace(name, 'f' * value.size()) }

        expect: 'the answer is that of a number nobody has'
        ben.get(theirs).statusCode() == 404
        ben.get(theirs).body() == ben.get(nobodys).body()

        where:
        page << ['/task?id=TASK', '/finance/return?out_trade_no=ORDER']
    }

    def "Ben sends forms about it: #path"() {
        expect:
        ben.submit('/keys', path, [id: keyId, order: order]).statusCode() == 404
        call(annsKey, '/llmage/v1/models').status == 200

        where:
        path << ['/keys/revoke', '/finance/pay']
    }

    def "Ben's key opens nothing of Ann's"() {
        expect:
        call(bensKey, "/llmage/v1/tasks?taskid=$taskid").body == [taskid: taskid, status: 'FAILED', error: "taskid=$taskid not exist" as String]
        call(bensKey, '/llmage/get_my_asynctasks.dspy?llmcatelogid=t2i').body.data.tasks == []
        call(bensKey, '/llmage/api/get_inference_history.dspy').body.rows == []
        call(bensKey, '/accounting/mybalance.dspy').body.data*.balance == [0.0d]
        call(bensKey, '/dapi/downapps.dspy').body.data*.appname == ['the key of Ben']
        call(bensKey, "/dapi/get_apikey.dspy?id=$keyId").status == 404
    }

    def "Ben cannot spend Ann's money"() {
        expect:
        new Wire(emulator.url(), bensKey).post('/llmage/v1/image/generations', [model: 'wan2.2-t2i-plus', catelogid: 't2i', prompt: 'x']).status == 429
        new Wire(emulator.url(), bensKey).post('/llmage/v1/chat/completions', [prompt: 'x']).status == 429
    }

    def "without a session every page of an account leads to the login: #page"() {
        expect:
        Visitor.location(new Visitor(emulator).get(page)) == '/login'

        where:
        page << ['/', '/keys', '/tasks', '/task?id=1', '/finance', '/finance/return?out_trade_no=1']
    }

    def "without a key every call is refused: #path"() {
        expect:
        call('wrong', path).status == 401
        call(null, path).status == 401

        where:
        path << ['/accounting/mybalance.dspy', '/dapi/downapps.dspy', '/dapi/get_apikey.dspy?id=1', '/llmage/v1/tasks?taskid=1']
    }

    private Wire.Reply call(String key, String path) {
        new Wire(emulator.url(), key).get(path)
    }
}
