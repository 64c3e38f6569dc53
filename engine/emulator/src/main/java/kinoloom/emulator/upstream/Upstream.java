package kinoloom.emulator.upstream;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A server that answers chats.
 *
 * @param base what {@code /chat/completions} is added to, such as {@code http://127.0.0.1:11434/v1}
 * @param key asked for each request; null where the server needs none
 * @param model what to ask for; empty for the model that the client named
 * @param patience how long a whole answer may take
 */
public record Upstream(URI base, Supplier<String> key, String model, Duration patience) {
  public Upstream {
    String scheme = String.valueOf(base.getScheme());
    boolean web = scheme.equals("http") || scheme.equals("https");
    boolean plain =
        base.getHost() != null
            && base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null;
    if (!web || !plain) {
      throw new IllegalArgumentException(
          "upstream is no base URL. Give the server's address, such as http://127.0.0.1:11434/v1,"
              + " without a user, a key or a query in it");
    }
  }

  URI chat() {
    String text = base.toString();
    return URI.create(text.replaceAll("/+$", "") + "/chat/completions");
  }

  /** Who answers, as shown to people. */
  String host() {
    return base.getRawAuthority();
  }

  /** The key, where it may be sent: encrypted, or to this machine. */
  String keyToSend() throws UpstreamException {
    String secret = key.get();
    if (secret == null || secret.isBlank()) return "";
    if (!base.getScheme().equals("https") && !loopback()) {
      throw new UpstreamException(
          "the upstream's key would cross the network unencrypted to " + host() + "; use https");
    }
    return secret.strip();
  }

  private boolean loopback() {
    try {
      return InetAddress.getByName(base.getHost()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
