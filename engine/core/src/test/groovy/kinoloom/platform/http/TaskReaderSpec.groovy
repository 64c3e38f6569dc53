package kinoloom.platform.http

import kinoloom.platform.Answer
import kinoloom.platform.Refusal
import kinoloom.platform.Refusal.Reason
import kinoloom.platform.TaskStatus
import kinoloom.platform.TaskStatus.Media
import spock.lang.Specification

/** What polls say. Only a terminal word about the task itself ends it. */
class TaskReaderSpec extends Specification {
    static final String DONE = '"status":"SUCCEEDED","video":"https://x/v.mp4","image":"https://x/cover.png"'
    def reader = new TaskReader(Origin.of('https://opencomputing.ai'))

    TaskStatus read(String body, int status = 200, boolean complete = true) {
        reader.read(new Answer(status, 'text/html; charset=utf-8', body, complete))
    }

    def "done, in an envelope: #name"() {
        expect:
        (read(body) as TaskStatus.Succeeded).media() == [new Media('video', 'https://x/v.mp4')]

        where:
        name              | body
        'flat'            | "{$DONE}"
        'ok/data'         | "{\"status\":\"ok\",\"data\":{$DONE}}"
        'resposne'        | "{\"status\":\"ok\",\"data\":{\"resposne\":{$DONE}}}"
        'response'        | "{\"status\":\"ok\",\"data\":{\"response\":{$DONE}}}"
        'output'          | "{\"status\":\"ok\",\"data\":{\"status\":\"SUCCEEDED\",\"output\":[{\"status\":\"RUNNING\"},{$DONE}]}}"
        'output, flat'    | "{\"status\":\"RUNNING\",\"output\":[{\"status\":\"PENDING\"},{$DONE}]}"
        'another task id' | "{\"taskid\":\"the-vendors\",$DONE}"
        'doubled'         | "{$DONE}{$DONE}"
        'lower case'      | "{${DONE.replace('SUCCEEDED', 'success')}}"
        'taskstatus'      | "{${DONE.replace('status', 'taskstatus')}}"
        'python'          | "{'status': 'SUCCEEDED', 'video': 'https://x/v.mp4', 'usage': None}"
    }

    def "the result is #media for #body"() {
        expect:
        (read("{\"status\":\"SUCCEEDED\",$body}") as TaskStatus.Succeeded).media()*.toString() == media.collect { new Media(*it).toString() }

        where:
        media                                                    | body
        [['image', 'https://x/a.png']]                           | '"image":"https://x/a.png"'
        [['image', 'https://x/a.png'], ['image', 'https://x/b']] | '"image":["https://x/a.png","https://x/b"]'
        [['video', 'https://x/v.mp4']]                           | '"video":["https://x/v.mp4"],"image":"https://x/c.png","audio":"https://x/a.mp3"'
        [['audio', 'https://x/a.mp3']]                           | '"audio":"https://x/a.mp3","image":"https://x/c.png"'
        [['image', 'https://x/a.png']]                           | '"video":"","image":"https://x/a.png"'
        [['image', 'https://x/a.png']]                           | '"video":null,"image":[{"url":"https://x/a.png"}]'
        [['video', 'https://opencomputing.ai/idfile?path=/v']]   | '"video":"/idfile?path=/v"'
    }

    def "the documented example is understood"() {
        when:
        def done = read('''{ "usage": { "action": "t2v", "credits": 10, "type": "text2video", "model": "viduq3-pro", "resolution": "540p",
            "off_peak": false, "duration": 1 }, "image": "https://opencomputing.ai/idfile?path=/tmp/19/43/137/39/cover.jpeg",
            "video": "https://opencomputing.ai/idfile?path=/tmp/137/173/31/47/video.mp4", "status": "SUCCEEDED" }''') as TaskStatus.Succeeded

        then:
        done.media() == [new Media('video', 'https://opencomputing.ai/idfile?path=/tmp/137/173/31/47/video.mp4')]
        done.usage().values() == [action: 't2v', credits: 10L, type: 'text2video', model: 'viduq3-pro', resolution: '540p', off_peak: false, duration: 1L]
    }

    def "#word means #expected.simpleName"() {
        expect:
        expected.isInstance(read("{\"status\":\"$word\"}"))
        expected.isInstance(read("{\"status\":\"ok\",\"data\":{\"status\":\"$word\"}}"))

        where:
        [expected, word] << [
                (TaskStatus.Waiting): ['CREATED', 'PENDING', 'submitted', 'queued', 'Waiting'],
                (TaskStatus.Running): ['RUNNING', 'processing', 'in_progress', 'TELEPORTING', 'ok'],
                (TaskStatus.Unclear): [''],
                (TaskStatus.Lost): ['UNKNOWN', 'SUCCEEDED', 'COMPLETED'],
                (TaskStatus.Failed): ['FAILED', 'fail', 'CANCELED', 'cancelled'],
        ].collectMany { type, words -> words.collect { [type, it] } }
    }

    def "failed: #body"() {
        expect:
        read(body) == new TaskStatus.Failed(new Refusal(reason, message))

        where:
        reason           | message                              | body
        Reason.FAILED    | 'InternalError.it broke'             | '{"status":"FAILED","error":"InternalError.it broke"}'
        Reason.FAILED    | 'it broke (E7)'                      | '{"status":"ok","data":{"taskid":"t","status":"FAILED","error":{"message":"it broke","code":"E7"}}}'
        Reason.FAILED    | 'it broke'                           | '{"status":"ok","data":{"status":"ERROR","error":"it broke"}}'
        Reason.FAILED    | 'Insufficient balance'               | '{"status":"FAILED","error":"Insufficient balance"}'
        Reason.FAILED    | 'the platform gives no reason'       | '{"status":"FAILED"}'
        Reason.MODERATED | 'OutputVideoSensitiveContentDetected' | '{"status":"FAILED","error":"OutputVideoSensitiveContentDetected"}'
    }

    def "a failure's message is bounded and plain"() {
        when:
        def text = (read('{"status":"FAILED","error":"\\u001b[31m' + 'x' * 5000 + '\\nmore"}') as TaskStatus.Failed).refusal().message()

        then:
        text.length() == 301
        text.startsWith('[31mxxx')
    }

    def "a refused key says nothing about the task: HTTP #status"() {
        expect:
        read(body, status) == new TaskStatus.Refused(new Refusal(Refusal.Reason.KEY_REFUSED, message))

        where:
        status | message                                              | body
        401    | 'the key was refused (HTTP 401): Invalid API Key'    | '{"error":"Invalid API Key"}'
        403    | 'the key was refused (HTTP 403)'                     | '403: Forbidden'
    }

    def "has lost sight of the task, HTTP #status: #message"() {
        expect:
        read(body, status) == new TaskStatus.Lost(message)

        where:
        status | message                                                              | body
        200    | 'the task does not exist: taskid=t-1 not exist'                      | '{"taskid":"t-1","status":"FAILED","error":"taskid=t-1 not exist"}'
        200    | 'the task does not exist: taskid=t-1 not exist'                      | '{"status":"ok","data":{"taskid":"t-1","status":"FAILED","error":"taskid=t-1 not exist"}}'
        200    | 'the task does not exist: taskid=t-1 not exist'                      | '{"error":"taskid=t-1 not exist"}'
        404    | 'the task does not exist (HTTP 404)'                                 | ''
        400    | 'the task does not exist (HTTP 400): no such task'                   | '{"error":"no such task"}'
        200    | 'the task is said to be done, but no result is named'                | '{"status":"SUCCEEDED"}'
        200    | 'the platform answers UNKNOWN'                                       | '{"status":"UNKNOWN"}'
        200    | 'the platform could not ask the vendor: None,Cannot connect'         | '{"status":"FAILED","error":"None,Cannot connect"}'
        200    | 'the platform could not ask the vendor: ERROR:Read timed out.'       | '{"status":"FAILED","error":"ERROR:Read timed out."}'
    }

    def "says nothing about the task, HTTP #status: #message"() {
        expect:
        read(body, status) == new TaskStatus.Unclear(message)

        where:
        status | message                                                              | body
        200    | 'the platform reports trouble: system error'                         | '{"taskid":"t","status":"FAILED","error":"system error"}'
        200    | 'the platform reports trouble: t get task info error(x)'             | '{"status":"error","data":{"message":"t get task info error(x)"}}'
        200    | 'the platform reports trouble: busy'                                 | '{"status":"error","message":"busy"}'
        200    | 'the answer has no status'                                           | '{}'
        200    | 'the answer has no status'                                           | '{"status":null}'
        200    | 'no JSON object (text/html): Log in'                                 | '<html>Log in</html>'
        200    | 'an empty answer'                                                    | ''
        200    | 'no JSON object (text/html): {"status":"FAILED","status":"RUNNING"}' | '{"status":"FAILED","status":"RUNNING"}'
        429    | 'HTTP 429: Insufficient balance'                                     | '{"error":"Insufficient balance"}'
        500    | 'HTTP 500'                                                           | 'Internal Server Error'
        500    | 'HTTP 500: it broke'                                                 | '{"status":"FAILED","error":"it broke"}'
        302    | 'HTTP 302'                                                           | ''
    }

    def "half an answer says nothing"() {
        expect:
        read('{"status":"FAIL', 200, false) == new TaskStatus.Unclear('cut off, no JSON object (text/html): {"status":"FAIL')
        read("{$DONE}", 200, false) instanceof TaskStatus.Succeeded
    }
}
