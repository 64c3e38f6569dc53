package kinoloom.emulator.clients

import com.openai.client.OpenAIClient
import com.openai.client.okhttp.OpenAIOkHttpClient
import com.openai.errors.BadRequestException
import com.openai.errors.RateLimitException
import com.openai.errors.UnauthorizedException
import com.openai.helpers.ChatCompletionAccumulator
import com.openai.models.chat.completions.ChatCompletionChunk
import com.openai.models.chat.completions.ChatCompletionCreateParams
import kinoloom.emulator.Emulator
import spock.lang.AutoCleanup
import spock.lang.Shared
import spock.lang.Specification

/** OpenAI's own Java SDK takes the emulator for the service it was written for: it is told a base URL and a key, and nothing else. */
class OpenAiJavaSpec extends Specification {
    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0.01d).seed(1).start()
    @Shared
    @AutoCleanup
    OpenAIClient client = clientOf(emulator)

    static OpenAIClient clientOf(Emulator emulator, String key = emulator.key()) {
        OpenAIOkHttpClient.builder().baseUrl("${emulator.url()}/llmage/v1").apiKey(key).build()
    }

    static ChatCompletionCreateParams question(String model = 'qwen3-max') {
        ChatCompletionCreateParams.builder().model(model)
                .addSystemMessage('You are a film director.').addUserMessage('A story about pumpkins').build()
    }

    def "it lists the models"() {
        when:
        def models = client.models().list().data()

        then:
        models*.id().containsAll(['qwen3-max', 'wan2.2-t2i-plus', 'happyhorse-1.0-i2v'])
        models.every { it.ownedBy() == 'opencomputing.ai' && it.created() == 1779465600L }
        models.each { it.validate() }
    }

    def "it chats"() {
        when:
        def answer = client.chat().completions().create(question()).validate()

        then:
        answer.model() == 'qwen3-max'
        answer.choices().size() == 1
        answer.choices()[0].finishReason().asString() == 'stop'
        answer.choices()[0].message().content().get().contains('pumpkin')
        with(answer.usage().get()) {
            promptTokens() > 0
            completionTokens() > 0
            totalTokens() == promptTokens() + completionTokens()
        }
    }

    def "it streams the same answer, piece by piece"() {
        given:
        def whole = client.chat().completions().create(question())
        def all = ChatCompletionAccumulator.create()
        List<ChatCompletionChunk> chunks = []

        when:
        client.chat().completions().createStreaming(question()).withCloseable { stream ->
            stream.stream().forEach { ChatCompletionChunk it -> chunks << all.accumulate(it.validate()) }
        }
        def spoken = chunks.findAll { it.choices() }

        then: 'each piece is one, and they make up the whole'
        spoken.size() > 5
        spoken*.choices().flatten().collect { it.delta().content().orElse('') }.join('') == whole.choices()[0].message().content().get()
        spoken.last().choices()[0].finishReason().get().asString() == 'stop'
        chunks.findAll { it.usage().present }.size() == 1

        and: "so does the SDK's own reading of it"
        all.chatCompletion().choices()[0].message().content() == whole.choices()[0].message().content()
        all.chatCompletion().choices()[0].finishReason() == whole.choices()[0].finishReason()
        all.chatCompletion().usage().get().totalTokens() == whole.usage().get().totalTokens()
    }

    def "a wrong key is its UnauthorizedException, wherever it is shown"() {
        given:
        def stranger = clientOf(emulator, 'sk-nobody')

        when:
        ask.call(stranger)

        then:
        def e = thrown(UnauthorizedException)
        e.message == '401: "Invalid API Key"'
        e.statusCode() == 401

        cleanup:
        stranger.close()

        where:
        ask << [{ OpenAIClient it -> it.models().list() },
                { OpenAIClient it -> it.chat().completions().create(question()) },
                { OpenAIClient it -> it.chat().completions().createStreaming(question()) }]
    }

    def "a question without words is its BadRequestException"() {
        when:
        client.chat().completions().create(ChatCompletionCreateParams.builder().model('qwen3-max').messages([]).build())

        then:
        def e = thrown(BadRequestException)
        e.message == '400: "Missing required parameter: prompt"'
        e.statusCode() == 400
    }

    def "so is a model that nobody offers"() {
        when:
        client.chat().completions().create(question('qwen9'))

        then:
        def e = thrown(BadRequestException)
        e.message == '400: Parameters error.'
        [e.type().get(), e.code().get(), e.param().present] == ['invalidparameters', 'invalid_parameters', false]
    }

    def "an empty balance is its RateLimitException, once it has given up asking, and nothing is charged"() {
        given:
        def poor = Emulator.builder().timeScale(0).balance('0.00').start()
        def client = clientOf(poor)

        when:
        client.chat().completions().create(question())

        then:
        def e = thrown(RateLimitException)
        e.message == '429: "Insufficient balance"'
        e.statusCode() == 429
        poor.ledger()*.kind()*.name() == ['RECHARGE']

        cleanup:
        client?.close()
        poor.close()
    }
}
