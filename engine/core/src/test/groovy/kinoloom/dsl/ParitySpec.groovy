package kinoloom.dsl

import java.lang.reflect.Method
import java.lang.reflect.Modifier
import java.nio.file.Path
import kinoloom.graph.Ref
import kinoloom.graph.Schema
import kinoloom.graph.Scope
import kinoloom.graph.StepBuilder
import kinoloom.graph.Workflow
import kinoloom.testing.Pipeline
import spock.lang.Specification
import spock.lang.TempDir
import spock.lang.Timeout

/** What a script can say, Java can say: every word is looked for by its name and the number of its values. */
@Timeout(60)
class ParitySpec extends Specification {
    /** Words of a script that Java says otherwise, and how. */
    static final Map<String, String> OTHERWISE = [
        'option/1'     : 'option(field, value), once for each field',
        'budget/1+map' : 'limit(counted, most), once for each',
        'budget/2'     : 'budget(yuan) and limit(counted, most)',
        'output/1'     : 'output(name, value), once for each',
        'getParams/0'  : 'the values that the program has',
        'setProperty/2': 'guards against a slip that Java has no syntax for',
        'param/3'      : 'param(name, value): a caller in Java gives its values itself',
        'param/4'      : 'param(name, value)',
        'approve/4'    : 'approve(name, question, value, deadline, place)',
        'head/0'       : 'first()',
        'tail/0'       : 'drop(1)',
        'reversed/0'   : 'reverse()',
        'eachWithIndex/1': 'withIndex(), then collect',
        'any/1'        : 'compute(name, list, function)',
        'every/1'      : 'compute(name, list, function)',
        'count/1'      : 'compute(name, list, function)',
        'collectMany/1': 'compute(name, list, function)',
        'findIndexOf/1': 'compute(name, list, function)',
        'inject/2'     : 'compute(name, list, function)',
        'approve/2'    : 'approve(name, question, value)',
        'include/1'    : 'a method of the program',
        'defaults/1'   : 'a method of the program',
        'profile/2'    : 'a method of the program',
        'iterator/0'   : 'refuses for (x in ref)',
        'asBoolean/0'  : 'refuses if (ref)',
        'compareTo/1'  : 'refuses ref < 3',
        'getAt/1'      : 'at(index) and get(name)',
        'each/1'       : 'collect(name, list, each)',
        'getProperty/1': 'get(name)',
        'invokeMethod/2': 'offers the near names of a slip that does not compile in Java',
    ]

    @TempDir Path folder

    static List<Method> words(Class<?> type) {
        type.declaredMethods.findAll { Modifier.isPublic(it.modifiers) && !it.synthetic && !(it.name in ['equals', 'hashCode', 'toString', 'run']) }
    }

    static List<String> names(Collection<Method> methods) {
        methods.collect { "$it.name/$it.parameterCount${it.name == 'budget' && it.parameterTypes[0] == Map && it.parameterCount == 1 ? '+map' : ''}".toString() }.unique().sort()
    }

    /** Whether one of the types has a method of this name that takes so many values. */
    static boolean said(String name, int count, Class<?>... types) {
        types.any { type ->
            type.methods.any { it.name == name && (it.parameterCount == count || it.varArgs && count >= it.parameterCount - 1) }
        }
    }

    static List<String> missing(Collection<Method> words, int more, Class<?>... types) {
        names(words.findAll { !said(it.name, it.parameterCount + more, types) }) - OTHERWISE.keySet()
    }

    def 'each verb has a builder: #verb'() {
        expect:
        Workflow.Builder.getMethods()*.name.contains(verb)

        where:
        verb << ScriptBase.VERBS
    }

    def 'each word of the block #type.simpleName is a word of the builder, with as many values'() {
        expect:
        missing(words(type).findAll { it.returnType != Schema }, 0, StepBuilder) == []

        where:
        type << [Block] + Block.declaredClasses.findAll { Block.isAssignableFrom(it) }
    }

    def 'each word of a shape is one of Schema'() {
        expect:
        words(Block.Chat).findAll { it.returnType == Schema && it.name != 'text' }*.name.unique().every { name ->
            Schema.methods.any { it.name == name && Modifier.isStatic(it.modifiers) }
        }
        Schema.TEXT == Schema.of(String)
    }

    def 'each word of the top level is a word of the workflow'() {
        given: 'a verb takes a block where Java has its name; a name or a site beside the block is the same'
        def top = words(ScriptBase).findAll { !(it.name in ScriptBase.VERBS) }

        expect:
        missing(top, 0, Workflow.Builder) == []
    }

    def 'each function of a value is one of Ref, or of the scope, which takes the value first'() {
        expect:
        names(words(ScriptRef).findAll { !said(it.name, it.parameterCount, Ref) && !said(it.name, it.parameterCount + 1, Scope) && !said(it.name, it.parameterCount + 2, Scope) }) - OTHERWISE.keySet() == []
    }

    static final Map<String, List> SAID_TWICE = [
        'a chat with a shape' : [
            "def board = chat { model 'qwen3-max'; system 's'; prompt 'p'; returns title: String, n: Integer }\noutput board: board",
            { Workflow.Builder w ->
                def board = w.chat('board').model('qwen3-max').system('s').prompt('p').returns([title: String, n: Integer]).add()
                w.output('board', board)
            }],
        'pictures and clips'  : [
            "def frame = t2i { model 'wan2.2-t2i-plus'; prompt 'a'; negativePrompt 'b'; option seed: 3 }\ndef clip = i2v { model 'happyhorse-1.0-i2v'; firstFrame frame; prompt 'c'; resolution '720p'; duration 5; after frame }\noutput clip: clip",
            { Workflow.Builder w ->
                def frame = w.t2i('frame').model('wan2.2-t2i-plus').prompt('a').negativePrompt('b').option('seed', 3).add()
                w.output('clip', w.i2v('clip').model('happyhorse-1.0-i2v').firstFrame(frame).prompt('c').resolution('720p').duration(5).after(frame).add())
            }],
        'a list, turn by turn': [
            "def board = chat { model 'qwen3-max'; prompt 'p'; returns shots: [[scene: String]] }\ndef frames = board.shots.collect { shot -> def frame = t2i { model 'wan2.2-t2i-plus'; prompt \"\${shot.scene}, still\" }\n frame }\noutput frames: frames, first: frames.first()",
            { Workflow.Builder w ->
                def board = w.chat('board').model('qwen3-max').prompt('p').returns([shots: [[scene: String]]]).add()
                def frames = w.collect('board.shots*', board.get('shots'), { shot, turn -> turn.t2i('frame').model('wan2.2-t2i-plus').prompt(Ref.text(shot.get('scene'), ', still')).add() })
                w.output('frames', frames).output('first', frames.first())
            }],
        'functions of lists'  : [
            "def board = chat { model 'qwen3-max'; prompt 'p'; returns shots: [[scene: String]] }\noutput up: board.shots.map { it.scene.toUpperCase() }, some: board.shots.findAll { it.scene > 'a' }, one: board.shots.find { it.scene == 'b' }, order: board.shots.sort { it.scene }, text: board.shots.scene.join(', ')",
            { Workflow.Builder w ->
                def shots = w.chat('board').model('qwen3-max').prompt('p').returns([shots: [[scene: String]]]).add().get('shots')
                w.output('up', w.map(shots, { it.scene.toUpperCase() }))
                w.output('some', w.findAll(shots, { it.scene > 'a' })).output('one', w.find(shots, { it.scene == 'b' }))
                w.output('order', w.sort(shots, { it.scene })).output('text', shots.get('scene').join(', '))
            }],
        'a budget and a cut'  : [
            "budget 20, clips: 3\ndef a = t2v { model 'happyhorse-1.0-t2v'; prompt 'x'; resolution '720p'; duration 5 }\ndef film = cut { clips a; transition 'fade', 0.5 }\noutput film: film",
            { Workflow.Builder w ->
                w.budget(20).limit('clips', 3)
                def a = w.t2v('a').model('happyhorse-1.0-t2v').prompt('x').resolution('720p').duration(5).add()
                w.output('film', w.cut('film').clips(a).transition('fade', 0.5G).add())
            }],
    ]

    def '#what, in Groovy and in Java, is the same workflow, and its results have the same keys'() {
        given:
        def pipeline = Pipeline.in(folder)
        pipeline.on('board').answers([title: 'T', n: 1, shots: [[scene: 'b'], [scene: 'a']]])
        def (groovy, java) = SAID_TWICE[what]
        def script = pipeline.script("title 'Same'\n" + groovy)
        def builder = Workflow.builder('Same')
        java(builder)

        when:
        def one = pipeline.engine { it.describe(script, [:]) }
        def other = builder.build()

        then:
        told(one) == told(other)

        when:
        def first = pipeline.run(script)
        def second = pipeline.run(other)

        then:
        first.done()
        second.done()
        second.requests() == []
        second.result().outputs() == first.result().outputs()

        where:
        what << SAID_TWICE.keySet()
    }

    static List told(Workflow workflow) {
        [workflow.title(), workflow.budget(), workflow.outputs(), workflow.steps().collect { [it.id(), it.kind(), it.params(), it.policy()] }]
    }
}
