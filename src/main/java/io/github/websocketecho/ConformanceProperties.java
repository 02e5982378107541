package io.github.websocketecho;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// The conformance suite: cases that test a client, and the reports of their results.
///
/// @param cases Comma-separated list of the cases, each a number such as `9.7.1` or a pattern such
///   as `9.*`. A driver counts the cases that are chosen. The start fails if a pattern matches no
///   case.
/// @param excludeCases Comma-separated list of the cases that are left out, as in `cases`.
/// @param casesPerAddress Maximum number of connections from one client's address that the suite
///   serves at a time, 1 to 1000. They count in `limits.connections` too, but not in
///   `limits.connection-rate`, and no message limit applies to them. The client sees: 429 with
///   `Retry-After: 5` before the upgrade.
/// @param reports Maximum number of reports, each of one agent, 1 to 10000. Beyond it, the server
///   discards those that are used least. The client sees: 404 for a discarded report.
/// @param size Approximate memory for all reports, 1MB to 16GB (0: an eighth of the heap). Beyond
///   it, the server discards those that are used least. The client sees: 404 for a discarded
///   report.
/// @param age Time for which a report is kept after its last use, 1s to 30d. The client sees: 404
///   afterwards.
/// @param directory Directory to which the reports are written when a driver asks for that with
///   `/updateReports`, under the file names of the Autobahn Testsuite; `none` for no directory. The
///   files of a discarded report are deleted with the next `/updateReports`. The start fails if the
///   server cannot write to it.
/// @param list Whether `GET /conformance` lists the reports of all clients. Otherwise it lists
///   those of the requesting client's address.
public record ConformanceProperties(
    @DefaultValue("*") List<String> cases,
    @DefaultValue List<String> excludeCases,
    @DefaultValue("32") int casesPerAddress,
    @DefaultValue("1000") int reports,
    @DefaultValue("0") DataSize size,
    @DefaultValue("1d") Duration age,
    @DefaultValue("none") String directory,
    @DefaultValue("false") boolean list) {

  /**
   * @throws InvalidSettingException if a value is not allowed
   */
  public ConformanceProperties {
    Allowed.notEmpty("conformance.cases", cases, "one case or more, or *");
    Allowed.number("conformance.cases-per-address", casesPerAddress, 1, 1000);
    Allowed.number("conformance.reports", reports, 1, 10_000);
    Allowed.time("conformance.age", age, "1s", "30d");
    size = HeapShare.size("conformance.size", size);
  }
}
