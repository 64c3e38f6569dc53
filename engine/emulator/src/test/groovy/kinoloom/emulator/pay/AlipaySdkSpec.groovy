package kinoloom.emulator.pay

import com.alipay.api.internal.util.AlipaySignature
import spock.lang.Shared
import spock.lang.Specification
import spock.lang.TempDir

import java.nio.file.Path
import java.security.KeyPair

/** Alipay's own library is the judge of what we sign and of what we accept. */
class AlipaySdkSpec extends Specification {
    static final PARAMS = [app_id     : '2021000000000001', charset: 'utf-8', sign_type: 'RSA2', version: '1.0',
                           subject    : '元境平台充值 & "more" = 100%', total_amount: '88.88',
                           biz_content: '{"out_trade_no":"KL1","total_amount":"88.88","subject":"元境平台充值"}']
    @TempDir
    @Shared
    Path folder
    @Shared
    KeyPair pair
    @Shared
    String publicKey
    @Shared
    String privateKey

    def setupSpec() {
        pair = new SigningKeys(folder.resolve('rsa.pem')).pair()
        publicKey = pair.public.encoded.encodeBase64()
        privateKey = pair.private.encoded.encodeBase64()
    }

    def "it accepts a request we sign, and nothing else"() {
        given:
        def signed = PARAMS + [sign: Rsa2.signRequest(PARAMS, pair.private)]

        expect:
        AlipaySignature.rsaCheckV2(new HashMap(signed), publicKey, 'utf-8', 'RSA2')
        !AlipaySignature.rsaCheckV2(new HashMap(signed + [total_amount: '88.89']), publicKey, 'utf-8', 'RSA2')
        AlipaySignature.rsa256Sign(AlipaySignature.getSignContent(PARAMS), privateKey, 'utf-8') == signed.sign
    }

    def "it accepts a notification we sign"() {
        given:
        def signed = PARAMS + [sign: Rsa2.signNotification(PARAMS, pair.private)]

        expect:
        AlipaySignature.rsaCheckV1(new HashMap(signed), publicKey, 'utf-8', 'RSA2')
        !AlipaySignature.rsaCheckV1(new HashMap(signed + [trade_status: 'x']), publicKey, 'utf-8', 'RSA2')
    }

    def "we accept what it signs, and nothing else"() {
        given:
        def request = PARAMS + [sign: AlipaySignature.rsaSign(AlipaySignature.getSignContent(PARAMS), privateKey, 'utf-8', 'RSA2')]
        def notification = PARAMS + [sign: AlipaySignature.rsaSign(
                AlipaySignature.getSignCheckContentV1(new HashMap(PARAMS)), privateKey, 'utf-8', 'RSA2')]

        expect:
        Rsa2.verifiesRequest(request, pair.public)
        Rsa2.verifiesNotification(notification, pair.public)
        !Rsa2.verifiesNotification(request, pair.public)
        !Rsa2.verifiesRequest(request + [total_amount: '88.89'], pair.public)
    }

    def "the older RSA1 is refused"() {
        given:
        def params = PARAMS + [sign_type: 'RSA']
        def sign = AlipaySignature.rsaSign(AlipaySignature.getSignCheckContentV1(new HashMap(params)), privateKey, 'utf-8', 'RSA')

        expect:
        !Rsa2.verifiesNotification(params + [sign: sign], pair.public)
        !Rsa2.verifiesNotification(PARAMS + [sign: sign], pair.public)
    }
}
