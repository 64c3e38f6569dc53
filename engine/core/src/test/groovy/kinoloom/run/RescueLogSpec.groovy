package kinoloom.run

import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.attribute.PosixFilePermissions
import kinoloom.platform.TaskId
import spock.lang.IgnoreIf
import spock.lang.Specification
import spock.lang.TempDir

@IgnoreIf({ os.windows })
class RescueLogSpec extends Specification {
    @TempDir Path dir
    List<String> told = []

    static RescueLine line(String task) { RescueLineSpec.line('board', new TaskId(task)) }

    RescueLog log(Path... folders) { new RescueLog(folders as List, { told << it }) }

    def 'a line is shown, kept for this user only, and found again by the run'() {
        given:
        def state = dir.resolve('state/kinoloom')

        when:
        log(state).save(line('t1'))
        log(state).save(line('t2'))

        then:
        told == [line('t1').text(), line('t2').text()]
        log(state).saved(RescueLineSpec.RUN) == [line('t1'), line('t2')]
        log(state).saved('another').empty
        Files.getPosixFilePermissions(state.resolve('rescue.log')) == PosixFilePermissions.fromString('rw-------')
        Files.getPosixFilePermissions(state) == PosixFilePermissions.fromString('rwx------')
    }

    def 'where a place cannot be written the next one is, and all are read'() {
        given:
        def first = Files.writeString(dir.resolve('first'), 'a file')
        def second = dir.resolve('second')
        def third = dir.resolve('third')
        log(third).save(line('t0'))

        when:
        log(first, second, third).save(line('t1'))

        then:
        !Files.exists(third.resolve('rescue.log')) || !Files.readString(third.resolve('rescue.log')).contains('t1')
        log(first, second, third).saved(RescueLineSpec.RUN) == [line('t1'), line('t0')]
    }

    def 'if no place can be written, that is said'() {
        when:
        log(Files.writeString(dir.resolve('first'), 'a file')).save(line('t1'))

        then:
        told == [line('t1').text(), 'kinoloom: the line above could not be kept in any file; please copy it']
    }

    def 'half a line, left by a full disk, spoils no other'() {
        given:
        log(dir).save(line('t1'))
        Files.writeString(dir.resolve('rescue.log'), Files.readString(dir.resolve('rescue.log')) + line('t2').text()[0..40])

        when:
        log(dir).save(line('t3'))

        then:
        log(dir).saved(RescueLineSpec.RUN) == [line('t1'), line('t3')]
    }

    def 'a file that others may write, or that leads elsewhere, is neither believed nor written to'() {
        given:
        def place = Files.createDirectory(dir.resolve('place'))
        def elsewhere = dir.resolve('elsewhere')
        log(elsewhere).save(line('t9'))
        if (shared) {
            Files.copy(elsewhere.resolve('rescue.log'), place.resolve('rescue.log'))
            Files.setPosixFilePermissions(place.resolve('rescue.log'), PosixFilePermissions.fromString('rw-rw-rw-'))
        } else {
            Files.createSymbolicLink(place.resolve('rescue.log'), elsewhere.resolve('rescue.log'))
        }

        expect:
        log(place).saved(RescueLineSpec.RUN).empty

        when:
        log(place).save(line('t1'))

        then:
        !Files.readString(elsewhere.resolve('rescue.log')).contains('t1')
        told.last().contains('could not be kept')

        where:
        shared << [true, false]
    }

    def 'with #env lines are kept in #place'() {
        given:
        def values = env.collectEntries { name, value -> [name, value.replace('DIR', dir.toString())] }

        when:
        RescueLog.standard(values, { told << it }).save(line('t1'))

        then:
        Files.exists(dir.resolve(place).resolve('rescue.log'))

        where:
        env                                    | place
        [XDG_STATE_HOME: 'DIR/s', HOME: 'DIR'] | 's/kinoloom'
        [XDG_STATE_HOME: 'rel', HOME: 'DIR']   | '.local/state/kinoloom'
        [HOME: 'DIR']                          | '.local/state/kinoloom'
    }
}
