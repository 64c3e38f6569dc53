package kinoloom.emulator.clients

import com.fasterxml.jackson.databind.ObjectMapper
import kinoloom.emulator.Emulator
import kinoloom.emulator.Program
import spock.lang.AutoCleanup
import spock.lang.Requires
import spock.lang.Shared
import spock.lang.Specification

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

/**
 * OpenAI's own client for node takes the emulator for the service it was written for. npm installs it into target, as its lock file says;
 * where node, npm or the registry is missing this is skipped, with a notice.
 */
@Requires({ OpenAiNodeSpec.isInstalled() })
class OpenAiNodeSpec extends Specification {
    static final Path HOME = Path.of('target/openai-client').toAbsolutePath()
    private static Boolean installed

    @Shared
    @AutoCleanup
    Emulator emulator = Emulator.builder().timeScale(0.01d).seed(1).start()

    static synchronized boolean isInstalled() {
        if (installed == null) {
            def missing = install()
            installed = missing == null
            if (missing) println "NOTICE: OpenAI's client for node is not tried: $missing"
        }
        installed
    }

    /** What is missing; null if nothing is. */
    private static String install() {
        def absent = ['node', 'npm'].find { !Program.isHere(it) }
        if (absent) return "there is no $absent on the PATH"
        Files.createDirectories(HOME)
        def known = HOME.resolve('installed-lock.json')
        ['package.json', 'package-lock.json', 'client.mjs'].each { name ->
            OpenAiNodeSpec.getResourceAsStream("/kinoloom/emulator/clients/$name").withCloseable {
                Files.copy(it, HOME.resolve(name), StandardCopyOption.REPLACE_EXISTING)
            }
        }
        def lock = Files.readString(HOME.resolve('package-lock.json'))
        if (Files.exists(known) && Files.readString(known) == lock) return null
        def npm = Program.run(HOME, 60, ['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund', '--fetch-retries=0', '--fetch-timeout=20000'])
        if (npm.exit != 0) return "npm could not install it: ${npm.said.readLines().findAll { it.contains('error') }.take(3).join('; ')}"
        Files.writeString(known, lock)
        null
    }

    private Object run(Emulator emulator, String key, String what) {
        def node = Program.run(HOME, 30, ['node', 'client.mjs', "${emulator.url()}/llmage/v1".toString(), key, what])
        assert node.exit == 0, node.said
        new ObjectMapper().readValue(node.out, Map)
    }

    def "it lists the models, chats, streams and understands what is wrong"() {
        when:
        def got = run(emulator, emulator.key(), 'all')

        then: 'models'
        got.models*.id.containsAll(['qwen3-max', 'wan2.2-t2i-plus', 'happyhorse-1.0-i2v'])
        got.models.every { it.object == 'model' && it.owned_by == 'opencomputing.ai' && it.created == 1779465600 }

        and: 'one answer'
        with(got.chat) {
            object == 'chat.completion'
            model == 'qwen3-max'
            choices.size() == 1
            choices[0].finish_reason == 'stop'
            choices[0].message.content.contains('pumpkin')
            usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
        }

        and: 'the same in pieces'
        with(got.streamed) {
            pieces > 5
            content == got.chat.choices[0].message.content
            finish_reason == 'stop'
            usage == [got.chat.usage]
        }
        got.helper.choices[0].message.content == got.chat.choices[0].message.content
        got.helper.choices[0].finish_reason == 'stop'

        and: 'what is wrong'
        got.empty == [name: 'BadRequestError', status: 400, message: '400 "Missing required parameter: prompt"', error: 'Missing required parameter: prompt']
        got.unknown == [name: 'BadRequestError', status: 400, message: '400 Parameters error.',
                        error: [message: 'Parameters error.', type: 'invalidparameters', param: null, code: 'invalid_parameters']]
    }

    def "a wrong key is its AuthenticationError, wherever it is shown"() {
        given:
        def refusal = [name: 'AuthenticationError', status: 401, message: '401 "Invalid API Key"', error: 'Invalid API Key']

        expect:
        run(emulator, 'sk-nobody', 'refused') == [models: refusal, chat: refusal, streamed: refusal]
    }

    def "an empty balance is its RateLimitError, once it has given up asking, and nothing is charged"() {
        given:
        def poor = Emulator.builder().timeScale(0).balance('0.00').start()

        expect:
        run(poor, poor.key(), 'chat') == [name: 'RateLimitError', status: 429, message: '429 "Insufficient balance"', error: 'Insufficient balance']
        poor.ledger()*.kind()*.name() == ['RECHARGE']

        cleanup:
        poor.close()
    }
}
