package kinoloom.platform.http

import kinoloom.platform.Answer
import kinoloom.platform.Refusal.Reason
import kinoloom.platform.Request
import kinoloom.platform.Submitted
import kinoloom.platform.TaskId
import kinoloom.platform.TaskStatus.Media
import spock.lang.Specification

/** What the answers to paid requests mean: every one that was seen, and some that may come. */
class SubmitReaderSpec extends Specification {
    def reader = new SubmitReader(Origin.of('https://opencomputing.ai'))

    Submitted read(String body, int status = 200, String category = 't2v', boolean complete = true) {
        reader.read(new Request(category, 'happyhorse-1.0-r2v', [:], [:], []), new Answer(status, 'text/html', body, complete))
    }

    def "a task was made: #name"() {
        expect:
        read(body) == new Submitted.Accepted(new TaskId(id))

        where:
        name                | id                | body
        'flat'              | 'xxx'             | '{"taskid":"xxx","status":"CREATED"}'
        'pending'           | 'xxx'             | '{"taskid":"xxx","status":"PENDING"}'
        'pretty printed'    | 'xxx'             | '{\n    "taskid": "xxx",\n    "status": "CREATED"\n}\n'
        'like OpenAI'       | 'xxx'             | '{"id":"v-9","object":"video.generation","model":"m","status":"submitted","taskid":"xxx","created":1.0}'
        'only an id'        | 'v-9'             | '{"id":"v-9","object":"video.generation","status":"submitted"}'
        'task_id'           | 'xxx'             | '{"task_id":"xxx","status":"queued"}'
        'wrapped'           | 'xxx'             | '{"status":"ok","data":{"taskid":"xxx","status":"PENDING"}}'
        'wrapped twice'     | 'xxx'             | '{"status":"ok","data":{"resposne":{"taskid":"xxx","status":"PENDING"}}}'
        'pipeline'          | 'xxx'             | '{"taskid":"xxx","taskstatus":"PENDING"}'
        'python'            | 'xxx'             | "{'taskid': 'xxx', 'status': 'CREATED', 'usage': None, 'ok': True}\n"
        'doubled'           | 'xxx'             | '{"taskid":"xxx","status":"CREATED"}{"taskid":"xxx","status":"CREATED"}'
        'a number'          | '1234567890123'   | '{"taskid":1234567890123,"status":"CREATED"}'
        'no status'         | 'xxx'             | '{"taskid":"xxx"}'
        'null error'        | 'xxx'             | '{"taskid":"xxx","status":"CREATED","error":null}'
        'a cover'           | 'xxx'             | '{"taskid":"xxx","status":"CREATED","image":"https://x/cover.png"}'
        'done, no result'   | 'xxx'             | '{"taskid":"xxx","status":"SUCCEEDED"}'
        'BOM'               | 'xxx'             | '\uFEFF{"taskid":"xxx"}'
        'opaque'            | 'cgt-2026:a.b_c=' | '{"taskid":"cgt-2026:a.b_c="}'
    }

    def "a whole answer on a connection that broke is an answer"() {
        expect:
        read('{"taskid":"xxx","status":"CREATED"}\n', 200, 't2v', false) == new Submitted.Accepted(new TaskId('xxx'))
        read('{"status":"FAILED","error":"no"}', 200, 't2v', false) instanceof Submitted.Rejected
        read('{"taskid":"xxx","sta', 200, 't2v', false) == new Submitted.Ambiguous('the answer was cut off; it is no JSON object (text/html): {"taskid":"xxx","sta')
    }

    def "a picture may be done at once: #name"() {
        expect:
        read(body, 200, 't2i').result().media() == urls.collect { new Media('image', it) }

        where:
        name        | urls                                          | body
        'list'      | ['https://x/a.png', 'https://x/b.png']        | '{"status":"SUCCEEDED","usage":{"image_count":2},"image_count":2,"image":["https://x/a.png","https://x/b.png"]}'
        'string'    | ['https://x/a.png']                           | '{"status":"SUCCEEDED","image":"https://x/a.png"}'
        'relative'  | ['https://opencomputing.ai/idfile?path=/a']   | '{"status":"SUCCEEDED","image":"/idfile?path=/a"}'
        'wrapped'   | ['https://x/a.png']                           | '{"status":"ok","data":{"status":"SUCCEEDED","image":["https://x/a.png"]}}'
        'with a task' | ['https://x/a.png']                         | '{"taskid":"t","taskstatus":"SUCCEEDED","image":["https://x/a.png"]}'
        'OpenAI'    | ['https://x/a.png']                           | '{"created":1,"data":[{"url":"https://x/a.png"}]}'
    }

    def "usage is kept"() {
        expect:
        read('{"status":"SUCCEEDED","image":["https://x/a"],"usage":{"image_count":1,"size":"1024*1024","off":false,"cost":0.5,"more":{"a":1},"no":null}}', 200, 't2i')
                .result().usage().values() == [image_count: 1L, size: '1024*1024', off: false, cost: 0.5d]
    }

    def "a chat answers: #name"() {
        when:
        def text = read(body, 200, 't2t') as Submitted.Text

        then:
        text.text() == '你好'
        text.usage().values().total_tokens == tokens

        where:
        name              | tokens | body
        'choices'         | 9      | '{"id":"c","object":"chat.completion","created":1.5,"choices":[{"finish_reason":"stop","index":0,"message":{"role":"assistant","content":"你好"}}],"content":"other","finish":"1","usage":{"total_tokens":9}}'
        'top level'       | 9      | '{"choices":[],"content":"你好","usage":{"total_tokens":9}}'
        'wrapped'         | null   | '{"status":"ok","data":{"content":"你好"}}'
        'a stream'        | 9      | 'data: {"choices":[{"delta":{"content":"","role":"assistant"}}],"content":""}\n\ndata: {"choices":[{"delta":{"content":"\\u4f60"}}],"content":"\\u4f60","finish":"0"}\ndata: {"choices":[{"delta":{"content":"好"}}],"content":"好"}\n\ndata: {"choices":[],"finish":"1","usage":{"total_tokens":9}}\n\ndata: [DONE]\n\n'
        'stream, no DONE' | null   | 'data: {"choices":[{"delta":{"content":"你好"}}],"content":null}\n\n'
    }

    def "a chat without an answer: #name"() {
        expect:
        type.isInstance(read(body, 200, 't2t', complete))

        where:
        name            | complete | type                | body
        'no content'    | true     | Submitted.Ambiguous | '{"choices":[{"message":{"content":null}}],"content":null}'
        'stream cut'    | false    | Submitted.Ambiguous | 'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {"cho'
        'stream error'  | true     | Submitted.Rejected  | 'data: {"choices":[{"delta":{"content":"a"}}]}\n\ndata: {"error":"ERROR:no model","status":"FAILED","llmusageid":"x"}\n\ndata: [DONE]\n\n'
        'an error'      | true     | Submitted.Rejected  | '{"status":"FAILED","error":"ERROR: bad"}'
    }

    def "certainly refused, HTTP #status: #message"() {
        expect:
        def refusal = (read(body, status) as Submitted.Rejected).refusal()
        refusal.reason() == reason
        refusal.message() == message

        where:
        status | reason             | message                              | body
        401    | Reason.KEY_REFUSED | 'Invalid API Key'                    | '{"error":"Invalid API Key"}'
        401    | Reason.KEY_REFUSED | '401: Unauthorized'                  | '401: Unauthorized'
        403    | Reason.KEY_REFUSED | 'HTTP 403'                           | ''
        403    | Reason.NO_MONEY    | 'AccountOverdueError'                | '{"error":{"code":"AccountOverdueError"}}'
        429    | Reason.NO_MONEY    | 'Insufficient balance'               | '{"error":"Insufficient balance"}'
        429    | Reason.NO_MONEY    | 'HTTP 429'                           | ''
        400    | Reason.NO_MONEY    | 'InsufficientFunds'                  | '{"status":"error","data":{"message":"InsufficientFunds"}}'
        429    | Reason.NO_MONEY    | '余额不足'                           | '{"message":"余额不足"}'
        429    | Reason.THROTTLED   | 'Requests rate limit exceeded'       | '{"error":{"message":"Requests rate limit exceeded"}}'
        429    | Reason.THROTTLED   | 'slow down'                          | 'slow down'
        429    | Reason.THROTTLED   | 'ServerOverloaded'                   | '{"error":"ServerOverloaded"}'
        400    | Reason.BAD_REQUEST | 'Missing required parameter: prompt' | '{"error":"Missing required parameter: prompt"}'
        400    | Reason.BAD_REQUEST | 'Missing required parameter: prompt' | '{"status":"error","data":{"message":"Missing required parameter: prompt"}}'
        400    | Reason.BAD_REQUEST | 'Missing required parameter: model'  | '{"status":"error","data":{"message":"Missing required parameter: model"}}'
        400    | Reason.BAD_REQUEST | 'Missing required parameter: catelogid' | '{"status":"error","data":{"message":"Missing required parameter: catelogid"}}'
        400    | Reason.BAD_REQUEST | 'Missing need data(prompt or messages)' | '{"status":"error","data":{"message":"Missing need data(prompt or messages)"}}'
        400    | Reason.BAD_REQUEST | 'HTTP 400'                           | ''
        403    | Reason.KEY_REFUSED | '403: Forbidden'                     | '403: Forbidden'
        400    | Reason.NO_SUCH_MODEL | 'Parameters error. (invalid_model)'  | '{"error":{"message":"Parameters error.","type":"invalidparameters","param":null,"code":"invalid_model"}}'
        400    | Reason.NO_SUCH_MODEL | 'Model "m-1" not found or not available' | 'Model "m-1" not found or not available'
        400    | Reason.NO_SUCH_MODEL | 'happyhorse-1.0-r2v not found'       | '{"error":"happyhorse-1.0-r2v not found"}'
        400    | Reason.BAD_REQUEST | 'wan2.6-i2v not found'               | '{"error":"wan2.6-i2v not found"}'
        400    | Reason.BAD_REQUEST | 'image1_file not found'              | '{"error":"image1_file not found"}'
        400    | Reason.BAD_REQUEST | '404 Not Found'                      | '404 Not Found'
        400    | Reason.BAD_REQUEST | 'the video model is not available'   | '{"error":"the video model is not available"}'
        400    | Reason.BAD_REQUEST | 'Parameters error: size'             | '{"error":"Parameters error: size"}'
        400    | Reason.BAD_REQUEST | 'Parameters error.'                  | '{"error":{"message":"Parameters error."},"taskid":"t1"}'
        422    | Reason.BAD_REQUEST | 'happyhorse-1.0-r2v not found'       | '{"error":"happyhorse-1.0-r2v not found"}'
        404    | Reason.BAD_REQUEST | '404 Not Found'                      | '404 Not Found'
        400    | Reason.BAD_REQUEST | 'image not found'                    | '{"error":"image not found"}'
        404    | Reason.BAD_REQUEST | '404: Not Found'                     | '<html><body><h1>404: Not Found</h1></body></html>'
        413    | Reason.BAD_REQUEST | 'Maximum request body size exceeded' | 'Maximum request body size exceeded'
        422    | Reason.BAD_REQUEST | 'no'                                 | '{"status":"error","errcode":"7","errmsg":"no"}'
        400    | Reason.MODERATED   | 'DataInspectionFailed'               | '{"error":"DataInspectionFailed"}'
        200    | Reason.FAILED      | 'ERROR:it broke'                     | '{"error":"ERROR:it broke","status":"FAILED","llmusageid":"u"}'
        200    | Reason.FAILED      | 'the platform gives no reason'       | '{"status":"FAILED"}'
        200    | Reason.FAILED      | "ERROR:it broke"                     | "{'error': \"ERROR:it broke\", 'status': 'FAILED'}\n"
        200    | Reason.FAILED      | 'ERROR:it broke'                     | '{"status":"FAILED","error":"ERROR:it broke"}{"status":"FAILED","error":"ERROR:it broke"}'
        200    | Reason.NO_SUCH_MODEL | 'llmid:7没找到模型'                  | '{"status": "FAILED", "error":"llmid:7没找到模型"}'
        200    | Reason.NO_SUCH_MODEL | 'ERROR:llmid:7没找到模型'            | '{"status":"FAILED","error":"ERROR:llmid:7没找到模型","llmusageid":"u"}'
        200    | Reason.FAILED      | 'llmid:7没找到模型'                  | '{"status":"FAILED","taskid":"t1","error":"llmid:7没找到模型"}'
        200    | Reason.FAILED      | 'ERROR: vendor: 没找到模型'          | '{"status":"FAILED","error":"ERROR: vendor: 没找到模型"}'
        200    | Reason.BAD_REQUEST | 'ERROR: the model service is temporarily not available' | '{"status":"FAILED","taskid":"t1","error":"ERROR: the model service is temporarily not available"}'
        200    | Reason.BAD_REQUEST | 'model happyhorse-1.0-r2v: reference file not found' | '{"status":"FAILED","error":"model happyhorse-1.0-r2v: reference file not found"}'
        200    | Reason.BAD_REQUEST | 'happyhorse-1.0-r2v not found'       | '{"status":"FAILED","error":"happyhorse-1.0-r2v not found"}'
        200    | Reason.BAD_REQUEST | 'Parameters error.'                  | '{"status":"FAILED","error":"Parameters error."}'
        200    | Reason.BAD_REQUEST | 'the video model is not available'   | '{"status":"error","data":{"message":"the video model is not available"}}'
        200    | Reason.NO_MONEY    | 'Insufficient balance'               | '{"error":"Insufficient balance"}'
        200    | Reason.KEY_REFUSED | 'Invalid API Key'                    | '{"error":"Invalid API Key"}'
        200    | Reason.MODERATED   | 'InputTextSensitiveContentDetected'  | '{"status":"FAILED","error":{"code":"InputTextSensitiveContentDetected"}}'
        200    | Reason.FAILED      | 'out of luck'                        | '{"success":false,"error":"out of luck"}'
        200    | Reason.FAILED      | 'it broke'                           | '{"status":"error","message":"it broke"}'
        200    | Reason.FAILED      | 'it broke, Bearer …'                 | '{"status":"FAILED","error":"it broke, Bearer abcdef"}'
    }

    def "may have been accepted or not, HTTP #status: #message"() {
        expect:
        read(body, status) == new Submitted.Ambiguous(message)

        where:
        status | message                                                             | body
        500    | 'HTTP 500: Internal Server Error'                                   | 'Internal Server Error'
        502    | 'HTTP 502: Bad Gateway'                                             | '<html><h1>Bad Gateway</h1></html>'
        503    | 'HTTP 503: busy'                                                    | '{"error":"busy"}'
        504    | 'HTTP 504'                                                          | ''
        408    | 'HTTP 408: late'                                                    | 'late'
        302    | 'HTTP 302'                                                          | ''
        200    | 'an empty answer'                                                   | ''
        200    | 'no JSON object (text/html): Please log in'                         | '<html><title>Please log in</title></html>'
        200    | 'no JSON object (text/html): null'                                  | 'null'
        200    | 'no JSON object (text/html): 123'                                   | '123'
        200    | 'no JSON object (text/html): []'                                    | '[]'
        200    | 'the answer names no task: {}'                                      | '{}'
        200    | 'the answer names no task: {"taskid":""}'                           | '{"taskid":""}'
        200    | 'the answer names no task: {"taskid":"../x"}'                       | '{"taskid":"../x"}'
        200    | 'the answer names no task: {"taskid":"a b"}'                        | '{"taskid":"a b"}'
        200    | 'the answer names no task: {"taskid":["a"]}'                        | '{"taskid":["a"]}'
        200    | 'the answer names no task: {"status":"SUCCEEDED"}'                  | '{"status":"SUCCEEDED"}'
        200    | 'no JSON object (text/html): {"taskid":"A","taskid":"B"}'           | '{"taskid":"A","taskid":"B"}'
        200    | 'no JSON object (text/html): {"taskid":"A"}{"taskid":"B"}'          | '{"taskid":"A"}{"taskid":"B"}'
        200    | 'no JSON object (text/html): {"taskid":"A"} and more'               | '{"taskid":"A"} and more'
        200    | 'no JSON object (text/html): {"taskid":NaN}'                        | '{"taskid":NaN}'
        200    | 'ERROR:HTTPSConnectionPool: Read timed out.'                        | '{"status":"FAILED","error":"ERROR:HTTPSConnectionPool: Read timed out."}'
        200    | 'ERROR:Connection reset by peer'                                    | '{"status":"FAILED","error":"ERROR:Connection reset by peer"}'
        200    | "None,Cannot connect to host"                                       | '{"status":"FAILED","error":"None,Cannot connect to host"}'
        200    | 'ERROR:service is busy, try later'                                  | '{"status":"FAILED","error":"ERROR:service is busy, try later"}'
        200    | 'ERROR:InternalServiceError: system error'                          | '{"status":"FAILED","error":"ERROR:InternalServiceError: system error"}'
        200    | 'both a task and an error: odd'                                     | '{"taskid":"A","error":"odd"}'
        200    | 'both a task and an error: the video model is not available'        | '{"status":"error","data":{"taskid":"t1","message":"the video model is not available"}}'
        200    | 'both a task and an error: no'                                      | '{"status":"error","taskid":"t1","data":{"message":"no"}}'
        200    | 'both a task and an error: the platform gives no reason'             | '{"success":false,"taskid":"t1"}'
        200    | 'both a task and an error: out of luck'                             | '{"success":false,"taskid":"t1","error":"out of luck"}'
        200    | 'ERROR:Connection reset by peer'                                    | '{"status":"FAILED","taskid":"t1","error":"ERROR:Connection reset by peer"}'
    }

    def "what is too deep, too long or too large is not understood, and does no harm"() {
        expect:
        read(body) instanceof Submitted.Ambiguous

        where:
        body << ['{"a":' + '[' * 100_000, '{"taskid":' + '9' * 5000 + '}', "{'a': 'b", "{'a': \\", '{"a":"' + 'x' * 1_200_000 + '"}']
    }
}
