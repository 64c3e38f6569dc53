package kinoloom.media

import kinoloom.run.Media
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir
import spock.util.concurrent.PollingConditions

import java.nio.file.Files
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.Executors

class FfmpegSpec extends Specification {

    static final ClassLoader EMPTY = new URLClassLoader(new URL[0], (ClassLoader) null)

    @TempDir
    Path folder

    def 'the one found says what it is'() {
        expect:
        Ffmpeg.find().describe() ==~ /ffmpeg \S+ \((bundled|from the PATH|from KINOLOOM_FFMPEG), \S+\) at .*/
    }

    def 'when there is none, the message says what was looked for and what to do'() {
        when:
        new Search([PATH: folder.toString()], EMPTY).find(null)

        then:
        def e = thrown(IOException)
        e.message == 'No usable ffmpeg: no ffmpeg on the PATH; no org.bytedeco:ffmpeg:' +
            "${Platform.classifier()} jar on the class path. Install ffmpeg so that the PATH has it, " +
            'or set KINOLOOM_FFMPEG to the path of the program, or add org.bytedeco:ffmpeg with the ' +
            "classifier ${Platform.classifier()} to the class path."
    }

    def 'a configured program is used or refused, never replaced'() {
        given:
        def missing = folder.resolve('ffmpeg')

        when:
        new Search(environment(missing), getClass().classLoader).find(argument ? missing : null)

        then:
        def e = thrown(IOException)
        e.message == "Cannot use ffmpeg as named by $origin: there is no program $missing. " +
            'Name the path of an ffmpeg program that can encode H.264, with ffprobe beside it, ' +
            'or leave it unset.'

        where:
        argument | environment                         || origin
        true     | { [:] }                             || 'the configuration'
        false    | { [KINOLOOM_FFMPEG: it.toString()] } || 'KINOLOOM_FFMPEG'
    }

    @IgnoreIf({ os.windows })
    def 'a program without an H.264 encoder is passed over, and the reason kept'() {
        given:
        ['ffmpeg', 'ffprobe'].each {
            def program = Files.writeString(folder.resolve(it), '#!/bin/sh\necho " V..... mpeg4 MPEG-4"\n')
            program.toFile().setExecutable(true)
        }

        when:
        def found = new Search([PATH: folder.toString()], getClass().classLoader).find(null)

        then:
        found.describe().contains(', ')
        found.describe().endsWith("; passed over: ${folder.resolve('ffmpeg')} has no H.264 encoder")
    }

    def 'processes that unpack at the same time all get whole programs'() {
        given:
        def threads = Executors.newFixedThreadPool(3)
        Callable<Path> unpack = { Bundle.onClassPath(getClass().classLoader).get().unpackInto(folder) }

        when:
        def homes = threads.invokeAll([unpack] * 3)*.get()

        then:
        homes.toSet().size() == 1
        new Studio(folder).names() == [homes[0].fileName.toString()]
        Programs.unpacked(homes[0]).abilities().encoder().present

        cleanup:
        threads.shutdownNow()
    }

    def 'a half unpacked bundle is replaced'() {
        given:
        def bundle = Bundle.onClassPath(getClass().classLoader).get()
        def home = bundle.unpackInto(folder)
        def victim = Programs.unpacked(home).ffprobe()
        def size = Files.size(victim)
        Files.write(victim, [1, 2, 3] as byte[])

        expect:
        bundle.unpackInto(folder) == home
        Files.size(victim) == size
        new Studio(folder).names() == [home.fileName.toString()]
    }

    @IgnoreIf({ os.windows })
    def 'programs are not started from a directory that others can write'() {
        given:
        def open = folder.resolve('open')
        Files.createDirectory(open)
        open.toFile().setWritable(true, false)

        when:
        Platform.privateDirectory(open)

        then:
        def e = thrown(IOException)
        e.message == "$open can be written by other users."
    }

    def 'a program that stands still is stopped'() {
        given: 'an ffmpeg that waits for frames'
        def programs = Programs.unpacked(
            Bundle.onClassPath(getClass().classLoader).get().unpackInto(folder))
        def builder = programs.command(programs.ffmpeg(), ['-v', 'error', '-progress', 'pipe:1',
            '-f', 'rawvideo', '-video_size', '64x64', '-i', 'pipe:0', '-f', 'null', '-'])
        def job = Job.start('Cannot wait', builder, Duration.ofSeconds(1))

        when:
        job.await()

        then:
        def e = thrown(IOException)
        e.message == 'Cannot wait: no progress for 1 s, so it was stopped.'
        children().isEmpty()
    }

    def 'an interrupt ends the work, the process and the unfinished file'() {
        given:
        def clip = new Studio(folder).clip('long.mp4', size: '1280x720', frames: 240)
        def cut = new Media.Cut([clip] * 10, Media.Transition.CUT, 0, 0, 24)
        Throwable caught = null
        def worker = Thread.start {
            try {
                new FfmpegMedia(Studio.FFMPEG).cut(cut, folder.resolve('film.mp4'))
            } catch (Throwable e) {
                caught = e
            }
        }
        new PollingConditions(timeout: 10).eventually {
            assert Files.list(folder).anyMatch { it.toString().endsWith('.part') }
        }

        when:
        worker.interrupt()
        worker.join(10_000)

        then:
        caught instanceof InterruptedException
        children().isEmpty()
        new Studio(folder).names() == ['long.mp4']
    }

    private static List<String> children() {
        ProcessHandle.current().children().map { it.info().command().orElse('') }
            .filter { it.contains('ffmpeg') }.toList()
    }
}
