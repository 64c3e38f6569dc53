package kinoloom.emulator.pay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import kinoloom.emulator.store.SecretFile;

/**
 * A pair of RSA keys in a file of mode 0600, as PKCS #8 in PEM; the public key follows from the
 * private one. Made when first needed, since that takes longer than the rest of a start.
 * Thread-safe.
 */
public final class SigningKeys {
  private static final int BITS = 2048;
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";

  private final Path file;
  private KeyPair pair;

  public SigningKeys(Path file) {
    this.file = file;
  }

  public synchronized KeyPair pair() throws IOException {
    if (pair == null) {
      pair = Files.exists(file) ? read() : make();
    }
    return pair;
  }

  private KeyPair make() throws IOException {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(BITS);
      KeyPair made = generator.generateKeyPair();
      String base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'})
              .encodeToString(made.getPrivate().getEncoded());
      SecretFile.write(file, BEGIN + "\n" + base64 + "\n" + END + "\n");
      return made;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has RSA", e);
    }
  }

  private KeyPair read() throws IOException {
    String pem = SecretFile.read(file);
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(pem.replace(BEGIN, "").replace(END, ""));
      KeyFactory rsa = KeyFactory.getInstance("RSA");
      RSAPrivateCrtKey key = (RSAPrivateCrtKey) rsa.generatePrivate(new PKCS8EncodedKeySpec(bytes));
      return new KeyPair(
          rsa.generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent())), key);
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
      throw new IOException(
          file + " is damaged: expected an RSA key as PKCS #8. Restore it from a copy.", e);
    }
  }
}
