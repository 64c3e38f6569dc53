/**
 * Recharging with Alipay (支付宝): our side, {@link kinoloom.emulator.pay.Till}, and a stand-in for
 * theirs, {@link kinoloom.emulator.pay.Gateway}. They share nothing but what is signed.
 */
package kinoloom.emulator.pay;
