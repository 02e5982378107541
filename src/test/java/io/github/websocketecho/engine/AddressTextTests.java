package io.github.websocketecho.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressTextTests {

  @ParameterizedTest
  @CsvSource({
    "0:0:0:0:0:0:0:1, ::1, [::1]:80",
    "2001:DB8::0:1, 2001:db8::1, [2001:db8::1]:80",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1, [2001:db8::1:0:0:1]:80",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3, [1:0:0:2::3]:80",
    "1:0:0:0:0:0:0:0, 1::, [1::]:80",
    "10:0:0:100:0:0:0:10, 10:0:0:100::10, [10:0:0:100::10]:80",
    "::, ::, [::]:80",
    "fe80::0a, fe80::a, [fe80::a]:80",
    "127.0.0.1, 127.0.0.1, 127.0.0.1:80",
    "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.1:80",
  })
  void addressIsFormattedAsInRfc5952(String given, String text, String withPort) {
    InetAddress address = InetAddress.ofLiteral(given);
    assertThat(AddressText.of(address)).isEqualTo(text);
    assertThat(AddressText.of(address, 80)).isEqualTo(withPort);
    assertThat(AddressText.of(new InetSocketAddress(address, 80))).isEqualTo(withPort);
  }

  @Test
  void zoneStaysBehindTheAddress() throws Exception {
    byte[] bytes = InetAddress.ofLiteral("fe80::1").getAddress();
    assertThat(AddressText.of(Inet6Address.getByAddress(null, bytes, 7))).isEqualTo("fe80::1%7");
  }

  @Test
  void unresolvedAddressIsFormattedAsItsName() {
    assertThat(AddressText.of(InetSocketAddress.createUnresolved("name", 80))).isEqualTo("name:80");
  }
}
