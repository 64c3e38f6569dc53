package kinoloom.emulator.console

import com.fasterxml.jackson.databind.ObjectMapper

import java.net.http.HttpClient
import java.net.http.WebSocket
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletionStage
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit

/** A real browser without a window, driven over the DevTools protocol; no driver has to be fetched. */
final class Chromium implements AutoCloseable, WebSocket.Listener {
    private static final ObjectMapper JSON = new ObjectMapper()
    private static final List<String> NAMES = ['chromium', 'chromium-browser', 'google-chrome']
    private static final Map SIZE = [width: 1200, height: 720, deviceScaleFactor: 1, mobile: false]
    private static final long PATIENCE = 20

    private final Map<Integer, CompletableFuture<Map>> waiting = new ConcurrentHashMap<>()
    private final StringBuilder partial = new StringBuilder()
    private final List<String> complaints = Collections.synchronizedList([])
    private Process process
    private WebSocket socket
    private String page
    private int last

    /** The program, or null where none is installed. */
    static Path find() {
        System.getenv('PATH').split(File.pathSeparator).collectMany { dir -> NAMES.collect { Path.of(dir, it) } }
                .find { Files.isExecutable(it) }
    }

    static Chromium start(Path program, Path profile, String language) {
        def browser = new Chromium()
        browser.process = new ProcessBuilder(program.toString(), '--headless', '--no-sandbox', '--disable-gpu',
                '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
                '--disable-dev-shm-usage', '--hide-scrollbars', "--lang=$language", "--accept-lang=$language",
                '--remote-debugging-port=0', "--user-data-dir=$profile", 'about:blank')
                .redirectErrorStream(true).start()
        def address = browser.process.inputReader().lines().map { (it =~ /ws:\/\/\S+/) }
                .filter { it.find() }.map { it.group() }.findFirst().get()
        Thread.startDaemon { browser.process.inputStream.transferTo(OutputStream.nullOutputStream()) }
        browser.socket = HttpClient.newHttpClient().newWebSocketBuilder()
                .buildAsync(URI.create(address), browser).get(PATIENCE, TimeUnit.SECONDS)
        browser.attach()
        browser
    }

    void open(String url) {
        command('Page.navigate', [url: url])
        settle()
    }

    /** Types into a field, found by its name. */
    void type(String name, String text) {
        evaluate("document.querySelector('input[name=$name]').value = ${JSON.writeValueAsString(text)}")
    }

    /** Clicks what has that text, and waits for the page that follows. */
    void click(String selector, String text) {
        def found = evaluate("""(() => { const e = [...document.querySelectorAll('$selector')]
            .find(e => e.textContent.includes(${JSON.writeValueAsString(text)})); if (!e) return false;
            window.stale = true; setTimeout(() => e.click(), 0); return true })()""")
        assert found: "no $selector with the text $text on ${evaluate('location.href')}: ${text()}"
        settle()
    }

    String text(String selector = 'body') {
        evaluate("document.querySelector('$selector')?.innerText ?? ''")
    }

    String path() {
        evaluate('location.pathname')
    }

    Object evaluate(String script) {
        def result = command('Runtime.evaluate', [expression: script, returnByValue: true])
        assert !result.exceptionDetails: result.exceptionDetails.toString()
        result.result.value
    }

    void screenshot(Path file) {
        def height = evaluate('document.documentElement.scrollHeight') as int
        command('Emulation.setDeviceMetricsOverride', SIZE + [height: Math.min(height, 3000)])
        def png = command('Page.captureScreenshot', [format: 'png']).data as String
        command('Emulation.setDeviceMetricsOverride', SIZE)
        Files.createDirectories(file.parent)
        Files.write(file, png.decodeBase64())
    }

    /** What the browser complained of: errors of scripts, and anything the page's policy blocked. */
    List<String> getComplaints() {
        List.copyOf(complaints)
    }

    @Override
    void close() {
        socket?.abort()
        process.descendants().toList().reverse().each { it.destroyForcibly() }
        process.destroyForcibly().waitFor(PATIENCE, TimeUnit.SECONDS)
    }

    @Override
    CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
        partial.append(data)
        if (whole) {
            def message = JSON.readValue(partial.toString(), Map)
            partial.length = 0
            if (message.id) {
                waiting.remove(message.id)?.complete(message)
            } else if (message.method == 'Log.entryAdded' && message.params.entry.level == 'error') {
                complaints << (message.params.entry.text as String)
            }
        }
        from.request(1)
        null
    }

    private void attach() {
        def target = command('Target.getTargets', [:]).targetInfos.find { it.type == 'page' }.targetId
        page = command('Target.attachToTarget', [targetId: target, flatten: true]).sessionId
        command('Page.enable', [:])
        command('Log.enable', [:])
        command('Emulation.setDeviceMetricsOverride', SIZE)
    }

    /** Until another document is there and loaded. */
    private void settle() {
        def deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE)
        while (System.nanoTime() < deadline) {
            Thread.sleep(25)
            try {
                if (evaluate("document.readyState === 'complete' && !window.stale && location.href !== 'about:blank'")) {
                    return
                }
            } catch (AssertionError ignored) {
                // between two documents there is nothing to ask
            }
        }
        throw new AssertionError("the page did not come: ${evaluate('location.href')}" as Object)
    }

    private Map command(String method, Map params) {
        def id = ++last
        def reply = new CompletableFuture<Map>()
        waiting[id] = reply
        def message = [id: id, method: method, params: params] + (page ? [sessionId: page] : [:])
        socket.sendText(JSON.writeValueAsString(message), true).get(PATIENCE, TimeUnit.SECONDS)
        def answer = reply.get(PATIENCE, TimeUnit.SECONDS)
        assert !answer.error: answer.error.toString()
        answer.result as Map
    }
}
