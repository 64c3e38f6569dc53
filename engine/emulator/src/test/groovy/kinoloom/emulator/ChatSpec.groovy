package kinoloom.emulator

import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

class ChatSpec extends Specification {
    static final PATH = '/llmage/v1/chat/completions'

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0.01).seed(1).start()
    @Shared
    Wire wire = new Wire(emulator)

    def "one body carries the answer twice, with usage and finish"() {
        when:
        def reply = wire.post(PATH, [model: 'qwen3-max', prompt: 'Who are you?'])

        then:
        reply.status == 200
        with(reply.body) {
            id.startsWith('chatcmpl-')
            object == 'chat.completion'
            model == 'qwen3-max'
            choices == [[finish_reason: 'stop', index: 0, message: [content: content, role: 'assistant']]]
            finish == '1'
            usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
        }
    }

    def "model and category have defaults, a slash at the end is fine: #path"() {
        expect:
        wire.post(path, [prompt: 'hi']).body.model == 'qwen3-max'

        where:
        path << [PATH, PATH + '/']
    }

    def "messages are taken in place of a prompt"() {
        expect:
        wire.post(PATH, [messages: [
                [role: 'system', content: 'JSON: {"shots": [{"scene": "string"}]}'],
                [role: 'user', content: [[type: 'text', text: '2 shots about: rain']]]]]).with {
            Wire.JSON.readValue(body.content, Map).shots.size() == 2
        }
    }

    def "a stream is lines of data, chunk by chunk, then usage, then DONE"() {
        when:
        def reply = wire.post(PATH, [prompt: '介绍一下南瓜', stream: true])
        def lines = reply.text.split('\n\n').toList()
        def chunks = lines[0..-2].collect { Wire.JSON.readValue(it.substring('data: '.length()), Map) }
        def spoken = chunks.findAll { it.choices }

        then:
        lines.every { it.startsWith('data: ') && !it.contains('\n') }
        lines.last() == 'data: [DONE]'
        chunks[0].keySet() == ['id', 'object', 'created', 'choices', 'model', 'reasoning_content', 'content', 'finish'] as Set
        chunks[0].choices == [[logprobs: null, index: 0, delta: [content: '', role: 'assistant']]]
        chunks[0].object == 'chat.completion.chunk'
        spoken.every { it.finish == '0' && it.content == it.choices[0].delta.content && it.reasoning_content == null }
        chunks.last().choices == []
        chunks.last().finish == '1'
        chunks.last().usage.model == 'qwen3-max'
        spoken*.content.join('') == wire.post(PATH, [prompt: '介绍一下南瓜']).body.content
    }

    def "the same request gives the same answer"() {
        expect:
        wire.post(PATH, [prompt: 'a story']).body.content == wire.post(PATH, [prompt: 'a story']).body.content
    }

    def "form and multipart are read too, and a form's stream=false streams, as on the platform"() {
        expect:
        wire.postText(PATH, 'prompt=hello&model=qwen3-max', 'application/x-www-form-urlencoded').body.content
        wire.multipart(PATH, [['prompt', 'hello']]).body.content
        wire.multipart(PATH, [['prompt', 'hello'], ['stream', 'false']]).text.startsWith('data: ')
    }

    def "it refuses: #why"() {
        when:
        def reply = wire.post(PATH, body)

        then:
        reply.status == status
        reply.body == answer

        where:
        why                | body                                   || status | answer
        'no prompt'        | [model: 'qwen3-max']                   || 400    | [error: 'Missing required parameter: prompt']
        'an unknown model' | [model: 'nope', prompt: 'x']           || 400    | [error: [message: 'Parameters error.', type: 'invalidparameters', param: null, code: 'invalid_parameters']]
        'another category' | [catelogid: 't2i', prompt: 'x']        || 400    | [error: [message: 'Parameters error.', type: 'invalidparameters', param: null, code: 'invalid_parameters']]
    }

    def "an answer is paid for by its tokens, once"() {
        given:
        def before = emulator.balanceFen()

        when:
        def id = wire.post(PATH, [prompt: 'hello', transno: 'k-1']).body.id

        then:
        def entries = emulator.ledger().findAll { it.taskid() == id }
        entries*.kind()*.name() == ['RESERVE', 'CHARGE']
        entries*.transno() == ['k-1', 'k-1']
        emulator.balanceFen() == before - entries[0].amountFen()
    }
}
