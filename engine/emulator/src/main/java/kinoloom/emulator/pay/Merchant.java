package kinoloom.emulator.pay;

import kinoloom.emulator.store.DataDir;

/**
 * Who we are to Alipay.
 *
 * @param own our keys, of which Alipay has the public one
 * @param alipays theirs, of which we have the public one
 */
public record Merchant(String appId, String sellerId, SigningKeys own, SigningKeys alipays) {

  public static Merchant in(DataDir dir) {
    return new Merchant(
        "2021000000000001",
        "2088000000000001",
        new SigningKeys(dir.secret("merchant-rsa.pem")),
        new SigningKeys(dir.secret("alipay-rsa.pem")));
  }
}
