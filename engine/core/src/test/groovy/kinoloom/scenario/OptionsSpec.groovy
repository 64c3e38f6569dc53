package kinoloom.scenario

import java.nio.file.Files
import java.nio.file.Path
import kinoloom.Kinoloom
import kinoloom.RunResult
import kinoloom.fixture.FakePlatform
import kinoloom.fixture.Told
import kinoloom.graph.InvalidWorkflowException
import spock.lang.Specification
import spock.lang.TempDir

/** An option sends what there is no word for. What there is a word for would be sent by neither or by both. */
class OptionsSpec extends Specification {
    @TempDir Path folder

    def 'what there is a word for is no option: #option'() {
        given:
        def script = Files.writeString(folder.resolve('film.groovy'), "def a = $step\noutput a: a")
        def platform = new FakePlatform()
        def kinoloom = Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()

        when:
        kinoloom.run(script, [:])

        then:
        def mistake = thrown(InvalidWorkflowException)
        Told.byLine(mistake.problems()) == [problem.join('\n    ')]
        platform.accepted.empty

        cleanup:
        kinoloom.close()

        where:
        option                           | verb                                | message
        "resolution: '1080P'"            | "t2v { model 'happyhorse-1.0-t2v'"  | ['option resolution sends what the word resolution says', 'hint: write resolution … in place of the option']
        "off_peak: 'Y'"                  | "t2v { model 'viduq3-pro'"          | ['option off_peak sends what the word offPeak says', 'hint: write offPeak … in place of the option']
        "negative_prompt: 'rain'"        | "t2v { model 'wan2.6-t2v'"          | ['option negative_prompt sends what the word negativePrompt says', 'hint: write negativePrompt … in place of the option']
        "image_file1: 'http://x/y.png'"  | "i2v { model 'doubao-seedance-1-5-pro-251215'" | ['option image_file1 sends what the word firstFrame says', 'hint: write firstFrame … in place of the option']
        "sys_prompt: 'You direct.'"      | "chat { model 'qwen3-max'"          | ['option sys_prompt sends what the word system says', 'hint: write system … in place of the option']
        "messages: []"                   | "chat { model 'qwen3-max'"          | ['option messages sends what the word messages says', 'hint: write messages … in place of the option']
        "model: 'qwen3.7-max'"           | "chat { model 'qwen3-max'"          | ['option model sends what the word model says', 'hint: write model … in place of the option']
        "transno: 'mine'"                | "chat { model 'qwen3-max'"          | ["option transno is not a script's to say", 'hint: leave it out']
        "catelogid: 't2v'"               | "t2v { model 'viduq3-pro'"          | ["option catelogid is not a script's to say", 'hint: leave it out']
        "negativePrompt: 'rain'"         | "t2v { model 'viduq3-pro'"          | ['viduq3-pro takes no negativePrompt', 'hint: if it does, name the field as the platform does: option negative_prompt']

        step = "$verb; prompt 'x'; option $option }"
        problem = ["film.groovy:1: ${message[0]}".toString(), message[1]]
    }

    def 'a field that no word is for is sent as it is'() {
        given:
        def script = Files.writeString(folder.resolve('film.groovy'), "def a = t2i { model 'wan2.2-t2i-plus'; prompt 'x'; option seed: 7, watermark: false }\noutput a: a")
        def platform = new FakePlatform(polls: 1)

        expect:
        Kinoloom.builder().platform(platform).workspace(folder.resolve('w')).out(folder.resolve('o')).build()
            .withCloseable { it.run(script, [:]).result().get() }.status() == RunResult.Status.DONE
        platform.accepted*.options() == [[seed: 7, watermark: false]]
    }
}
