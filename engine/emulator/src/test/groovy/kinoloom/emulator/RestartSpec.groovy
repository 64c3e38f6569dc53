package kinoloom.emulator

import kinoloom.emulator.store.DataDir
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Files
import java.nio.file.Path

class RestartSpec extends Specification {
    static final CLIP = [model: 'happyhorse-1.0-t2v', catelogid: 't2v', prompt: 'pumpkins', resolution: '720P', duration: 3]

    @TempDir
    Path folder

    def "a task survives kill -9, is rendered again and charged once"() {
        given: 'an emulator in a process of its own, killed right after it accepted a task'
        def child = new ProcessBuilder(
                Path.of(System.getProperty('java.home'), 'bin', 'java').toString(), '-Djava.awt.headless=true',
                '-cp', System.getProperty('java.class.path'), EmulatorProcess.name, folder.toString(), 'my-key')
                .redirectError(ProcessBuilder.Redirect.DISCARD).start()
        def banner = child.inputReader().readLine()
        def url = (banner =~ /^listening on (\S+), key my-key$/)[0][1]
        def taskid = new Wire(URI.create(url), 'my-key').post('/llmage/v1/video/generations', CLIP).body.taskid
        child.destroyForcibly().waitFor()
        assert !folder.resolve('tasks.log').toFile().text.contains('rendered')
        Files.writeString(folder.resolve('ledger.log'), '{"number":3,"ti', java.nio.file.StandardOpenOption.APPEND)

        when: 'it is started again on the same folder, twice'
        def emulator = again()
        def task = new Wire(emulator).finished(taskid)
        def picture = Wire.download(task.get('video').asText())
        emulator.close()
        emulator = again()
        def wire = new Wire(emulator)

        then:
        task.get('status').asText() == 'SUCCEEDED'
        wire.task(taskid).body.status == 'SUCCEEDED'
        Wire.download(wire.task(taskid).body.video) == picture
        emulator.ledger()*.kind()*.name() == ['RECHARGE', 'RESERVE', 'CHARGE']
        emulator.balanceFen() == 10000 - 3 * 90

        cleanup:
        child?.destroyForcibly()
        emulator?.close()
    }

    def "money held for a task that was never accepted is free again"() {
        given:
        again().close()
        Files.writeString(folder.resolve('ledger.log'),
                '{"number":2,"time":"2026-11-22T09:00:00Z","kind":"reserve","fen":90,"taskid":"gone","model":"m","transno":""}\n',
                java.nio.file.StandardOpenOption.APPEND)

        when:
        def emulator = again()

        then:
        emulator.ledger()*.kind()*.name() == ['RECHARGE', 'RESERVE', 'RELEASE']

        cleanup:
        emulator.close()
    }

    def "the key is not in the folder, and earlier keys stay valid"() {
        given:
        again().close()
        def emulator = Emulator.builder().dataDir(folder).start()

        expect:
        emulator.key() != 'my-key'
        new Wire(emulator.url(), 'my-key').get('/llmage/v1/models').status == 200
        !Files.list(folder).filter { Files.isRegularFile(it) }.anyMatch { it.toFile().text.contains('my-key') }

        cleanup:
        emulator.close()
    }

    def "without a folder nothing is left"() {
        given:
        def emulator = Emulator.builder().start()
        def own = emulator.@open.find { it instanceof DataDir }.files().parent

        expect:
        Files.exists(own)

        when:
        emulator.close()

        then:
        !Files.exists(own)
    }

    def "one folder, one emulator"() {
        given:
        def emulator = again()

        when:
        again()

        then:
        def e = thrown(IOException)
        e.message.endsWith('is in use by another emulator; close that one or choose another directory')

        cleanup:
        emulator.close()
    }

    private Emulator again() {
        Emulator.builder().dataDir(folder).key('my-key').timeScale(0.0001d).pixelScale(0.1d).start()
    }
}
