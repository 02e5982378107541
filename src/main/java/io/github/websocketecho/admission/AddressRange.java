package io.github.websocketecho.admission;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * A range of IP addresses (CIDR, RFC 4632 and RFC 4291).
 *
 * @param network the first address of the range
 * @param prefix the number of leading bits that all addresses of the range share
 */
record AddressRange(InetAddress network, int prefix) {

  /**
   * Reads an address such as {@code 10.1.2.3} or {@code ::1}, or a range such as {@code
   * 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = bits(network);
    int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException("The prefix of " + text + " must be 0-" + bits);
    }
    return new AddressRange(first(network, prefix), prefix);
  }

  /** The range of the addresses that share the leading bits with this one. */
  static AddressRange around(InetAddress address, int prefix) {
    return new AddressRange(first(address, prefix), prefix);
  }

  boolean contains(InetAddress address) {
    return bits(address) == bits(network) && first(address, prefix).equals(network);
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static InetAddress first(InetAddress address, int prefix) {
    byte[] bytes = address.getAddress();
    for (int bit = prefix; bit < bytes.length * Byte.SIZE; bit++) {
      bytes[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("An address of " + bytes.length + " bytes", e);
    }
  }
}
