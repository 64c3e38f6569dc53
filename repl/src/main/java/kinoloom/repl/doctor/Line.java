package kinoloom.repl.doctor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import kinoloom.repl.console.Exit;

/** The way to the platform, up to where it could answer: name, connection, encryption. */
final class Line {
  private static final int PATIENCE_MILLIS = 5000;

  private final URI uri;
  private final InstantSource clock;
  private final List<Finding> findings = new ArrayList<>();

  Line(URI uri, InstantSource clock) {
    this.uri = uri;
    this.clock = clock;
  }

  /** Stops at the first problem: what comes after it cannot be seen from here. */
  List<Finding> check() {
    Proxy proxy = ProxySelector.getDefault().select(uri).get(0);
    if (proxy.type() != Proxy.Type.DIRECT) {
      return List.of(Finding.ok("proxy", "requests go through " + proxy.address()));
    }
    InetAddress[] addresses = addresses();
    return addresses.length > 0 ? connect(addresses) : findings;
  }

  private InetAddress[] addresses() {
    try {
      InetAddress[] found = InetAddress.getAllByName(uri.getHost());
      String all =
          Arrays.stream(found).map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
      String is = all.equals(uri.getHost()) ? "" : " is " + all;
      findings.add(Finding.ok("address", uri.getHost() + is));
      return found;
    } catch (UnknownHostException e) {
      unreachable(
          "address",
          "nobody knows the host " + uri.getHost(),
          "Check the address (--base-url, KINOLOOM_BASE_URL) and whether this machine is online");
      return new InetAddress[0];
    }
  }

  /** Any one of a host's addresses will do, as it does for the client. */
  List<Finding> connect(InetAddress... addresses) {
    String where = uri.getHost() + ":" + port();
    List<String> failures = new ArrayList<>();
    for (InetAddress address : addresses) {
      Instant begun = clock.instant();
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(address, port()), PATIENCE_MILLIS);
        findings.add(Finding.ok("connection", "to " + where + " in " + since(begun)));
        if (uri.getScheme().equalsIgnoreCase("https")) encrypt(socket);
        return findings;
      } catch (IOException e) {
        boolean only = addresses.length == 1;
        failures.add(e.getMessage() + (only ? "" : " (" + address.getHostAddress() + ")"));
      }
    }
    unreachable(
        "connection",
        "cannot connect to " + where + ": " + String.join(", ", failures),
        "Check the port, the firewall, and whether the platform is up");
    return findings;
  }

  private void encrypt(Socket plain) {
    try {
      plain.setSoTimeout(PATIENCE_MILLIS);
      SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
      SSLSocket socket = (SSLSocket) factory.createSocket(plain, uri.getHost(), port(), false);
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      findings.add(
          Finding.ok(
              "encryption",
              socket.getSession().getProtocol() + ", and the certificate is good for the host"));
    } catch (IOException e) {
      unreachable(
          "encryption",
          "no secure connection to " + uri.getHost() + ": " + e.getMessage(),
          "Check this machine's clock, its Java's certificates, and who stands in between");
    }
  }

  private void unreachable(String check, String said, String todo) {
    findings.add(Finding.problem(check, said, todo, Exit.UNAVAILABLE));
  }

  private int port() {
    if (uri.getPort() > 0) return uri.getPort();
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  private String since(Instant begun) {
    return Duration.between(begun, clock.instant()).toMillis() + " ms";
  }
}
