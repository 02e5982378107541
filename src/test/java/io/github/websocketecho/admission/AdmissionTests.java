package io.github.websocketecho.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.websocketecho.EchoProperties;
import io.github.websocketecho.admission.Places.Place;
import io.github.websocketecho.http.ProblemCause;
import io.github.websocketecho.support.Settings;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AdmissionTests {

  private static final InetAddress ONE = InetAddress.ofLiteral("203.0.113.1");
  private static final InetAddress OTHER = InetAddress.ofLiteral("203.0.113.2");

  @Test
  void connectionAboveTheTotalLimitGets503() {
    var admission = admission("limits.connections=2", "limits.connections-per-address=0");
    Place first = admission.enter(ONE, false);
    admission.enter(OTHER, false);
    assertThat(refusal(admission, ONE).getStatusCode().value()).isEqualTo(503);
    assertThat(refusal(admission, ONE).getHeaders().getFirst("Retry-After")).isEqualTo("5");
    assertThat(admission.open()).isEqualTo(2);

    first.leave();
    admission.enter(ONE, false);
    assertThat(admission.open()).isEqualTo(2);
  }

  @Test
  void connectionAboveThePerAddressLimitGets429() {
    var admission = admission("limits.connections-per-address=2", "limits.connection-rate=0");
    admission.enter(ONE, false);
    Place second = admission.enter(ONE, false);
    assertThat(refusal(admission, ONE).getStatusCode().value()).isEqualTo(429);
    admission.enter(OTHER, false);

    second.leave();
    admission.enter(ONE, false);
    assertThat(admission.open()).isEqualTo(3);
  }

  @Test
  void connectionAboveTheRateLimitGets429() {
    var admission = admission("limits.connection-rate=3");
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      places.add(admission.enter(ONE, false));
    }
    places.forEach(Place::leave);
    var refusal = refusal(admission, ONE);
    assertThat(refusal.getStatusCode().value()).isEqualTo(429);
    assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("1");
    admission.enter(OTHER, false);
  }

  @Test
  void connectionAboveTheTlsLimitGets503() {
    var properties = Settings.of(List.of("limits.tls-connections=2"));
    var tlsConnections = new TlsConnections(properties);
    var open = new AtomicInteger(2);
    tlsConnections.add(open::get);
    var admission = new Admission(properties, tlsConnections);
    Place place = admission.enter(ONE, true);

    open.set(3);
    var refusal =
        catchThrowableOfType(AdmissionException.class, () -> admission.enter(OTHER, true));
    assertThat(refusal.getStatusCode().value()).isEqualTo(503);
    assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo("5");
    assertThat(refusal.problemCause()).isEqualTo(ProblemCause.ADMISSION_TOO_MANY_OVER_TLS);
    admission.enter(OTHER, false);
    assertThat(admission.open()).isEqualTo(2);
    place.leave();
  }

  @Test
  void ipv6NetworkCountsAsOneAddress() {
    var admission = admission("limits.connections-per-address=1");
    admission.enter(InetAddress.ofLiteral("2001:db8::1"), false);
    assertThat(
            refusal(admission, InetAddress.ofLiteral("2001:db8::ffff:1")).getStatusCode().value())
        .isEqualTo(429);
    admission.enter(InetAddress.ofLiteral("2001:db8:0:1::1"), false);
  }

  @Test
  void secondLeaveOfAPlaceHasNoEffect() {
    var admission = admission("limits.connections-per-address=1");
    Place place = admission.enter(ONE, false);
    place.leave();
    place.leave();
    assertThat(admission.open()).isZero();
    admission.enter(ONE, false);
    assertThat(refusal(admission, ONE).getStatusCode().value()).isEqualTo(429);
  }

  @Test
  void zeroMeansNoLimit() {
    var admission =
        admission(
            "limits.connections=0", "limits.connections-per-address=0", "limits.connection-rate=0");
    for (int i = 0; i < 20_000; i++) {
      admission.enter(ONE, false);
    }
    assertThat(admission.open()).isEqualTo(20_000);
  }

  private static AdmissionException refusal(Admission admission, InetAddress address) {
    return catchThrowableOfType(AdmissionException.class, () -> admission.enter(address, false));
  }

  private static Admission admission(String... settings) {
    EchoProperties properties = Settings.of(List.of(settings));
    return new Admission(properties, new TlsConnections(properties));
  }
}
