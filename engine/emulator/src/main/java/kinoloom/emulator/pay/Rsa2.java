package kinoloom.emulator.pay;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Alipay's RSA2: SHA256withRSA over {@code k=v&k=v}, sorted by name, values as they are before any
 * URL encoding. A request signs everything but {@code sign}; a notification leaves {@code
 * sign_type} out as well.
 */
public final class Rsa2 {
  private static final String ALGORITHM = "SHA256withRSA";
  private static final Set<String> NOT_IN_REQUEST = Set.of("sign");
  private static final Set<String> NOT_IN_NOTIFICATION = Set.of("sign", "sign_type");

  private Rsa2() {}

  public static String signRequest(Map<String, String> params, PrivateKey key) {
    return sign(content(params, NOT_IN_REQUEST), key);
  }

  public static String signNotification(Map<String, String> params, PrivateKey key) {
    return sign(content(params, NOT_IN_NOTIFICATION), key);
  }

  public static boolean verifiesRequest(Map<String, String> params, PublicKey key) {
    return verifies(params, content(params, NOT_IN_REQUEST), key);
  }

  public static boolean verifiesNotification(Map<String, String> params, PublicKey key) {
    return verifies(params, content(params, NOT_IN_NOTIFICATION), key);
  }

  private static String content(Map<String, String> params, Set<String> without) {
    return new TreeMap<>(params)
        .entrySet().stream()
            .filter(param -> !without.contains(param.getKey()))
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining("&"));
  }

  private static String sign(String content, PrivateKey key) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  private static boolean verifies(Map<String, String> params, String content, PublicKey key) {
    if (!"RSA2".equals(params.get("sign_type")) || !"utf-8".equals(params.get("charset"))) {
      return false;
    }
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(content.getBytes(StandardCharsets.UTF_8));
      return signature.verify(Base64.getDecoder().decode(params.getOrDefault("sign", "")));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // Not Base64, or not as long as the key: no signature of ours.
      return false;
    }
  }
}
