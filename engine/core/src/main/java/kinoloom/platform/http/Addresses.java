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
 * fetches ends up in a film. Names are looked up once, so that what is checked is what is connected
 * to.
 */
final class Addresses implements Dns {
  private final Origin origin;

  Addresses(Origin origin) {
    this.origin = origin;
  }

  /** Refuses addresses that are written as numbers, which no look-up is made for. */
  void check(HttpUrl url) throws IOException {
    String host = url.host();
    if (host.contains(":") || host.matches("[0-9.]+")) allow(host, InetAddress.getAllByName(host));
  }

  @Override
  public List<InetAddress> lookup(String host) throws UnknownHostException {
    List<InetAddress> found = Dns.SYSTEM.lookup(host);
    allow(host, found.toArray(InetAddress[]::new));
    return found;
  }

  private void allow(String host, InetAddress[] addresses) throws UnknownHostException {
    if (origin.loopback() || host.equals(origin.hostname())) return;
    for (InetAddress it : addresses) {
      if (inside(it)) throw new UnknownHostException(host + " is an address of a private network");
    }
  }

  static boolean inside(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] b = address.getAddress();
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    if (address instanceof Inet4Address) {
      boolean carrier = first == 100 && (second & 0xc0) == 64;
      boolean special = first == 192 && second == 0 && b[2] == 0;
      boolean benchmark = first == 198 && (second & 0xfe) == 18;
      return first == 0 || first >= 240 || carrier || special || benchmark;
    }
    boolean unique = (first & 0xfe) == 0xfc;
    // Addresses that may stand for IPv4 ones: ::/8, with 64:ff9b::/96 in it, and 2002::/16.
    return unique || first == 0 || first == 0x20 && second == 0x02;
  }
}
