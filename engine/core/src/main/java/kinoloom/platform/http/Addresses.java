package kinoloom.platform.http;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;
import okhttp3.HttpUrl;

/**
 * Keeps downloads away from this machine and its neighbours: a link comes from outside, and what it
 * fetches ends up in a film. Only public addresses are connected to, and the host the client was
 * told to use; if that is this machine, this machine's others too. Names are looked up once for a
 * connection, so that what is checked is what is connected to.
 */
final class Addresses implements Dns {
  private static final int FIRST_FREE_PORT = 1024;

  private final Origin origin;
  private final Dns names;

  Addresses(Origin origin) {
    this(origin, Dns.SYSTEM);
  }

  Addresses(Origin origin, Dns names) {
    this.origin = origin;
    this.names = names;
  }

  /**
   * Refuses ports that belong to other services, and addresses that are written as numbers, which
   * no look-up is made for.
   */
  void check(HttpUrl url) throws IOException {
    String host = url.host();
    int port = url.port();
    boolean web = port == 80 || port == 443 || port >= FIRST_FREE_PORT;
    if (!web && !origin.same(url)) {
      throw new IOException(host + ":" + port + " is no port of a web server");
    }
    if (host.contains(":") || host.matches("[0-9.]+")) allow(host, InetAddress.getAllByName(host));
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> found = names.lookup(host);
    allow(host, found.toArray(InetAddress[]::new));
    return found;
  }

  private void allow(String host, InetAddress[] addresses) throws UnknownHostException {
    if (host.equals(origin.hostname())) return;
    for (InetAddress it : addresses) {
      boolean ours = origin.loopback() && it.isLoopbackAddress();
      if (inside(it) && !ours) {
        throw new UnknownHostException(host + " is an address of a private network");
      }
    }
  }

  /** Whether an address is anything but a public one, by IANA's registries of special ones. */
  static boolean inside(InetAddress address) {
    byte[] b = address.getAddress();
    return address instanceof Inet4Address ? inside4(b) : inside6(b);
  }

  private static boolean inside4(byte[] b) {
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    int third = b[2] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> true;
      case 100 -> (second & 0xc0) == 64;
      case 169 -> second == 254;
      case 172 -> (second & 0xf0) == 16;
      case 192 ->
          second == 168 || second == 0 && (third == 0 || third == 2) || second == 88 && third == 99;
      case 198 -> (second & 0xfe) == 18 || second == 51 && third == 100;
      case 203 -> second == 0 && third == 113;
      default -> first >= 224;
    };
  }

  /** Public are those of 2000::/3, without protocols, tunnels that hide IPv4, and examples. */
  private static boolean inside6(byte[] b) {
    int first = (b[0] & 0xff) << 8 | b[1] & 0xff;
    int second = (b[2] & 0xff) << 8 | b[3] & 0xff;
    boolean global = (first & 0xe000) == 0x2000;
    boolean special = first == 0x2001 && (second < 0x200 || second == 0xdb8);
    boolean example = first == 0x3fff && second < 0x1000;
    return !global || special || first == 0x2002 || example;
  }
}
