package io.github.websocketecho.conformance;

import java.io.StringWriter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the XML of JUnit, which CI servers show. */
final class JUnitDocument {

  private static final double MILLIS = 1000;

  private JUnitDocument() {}

  /** The XML of a report with its cases. */
  static String of(ReportDocument report) {
    var text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(report, xml);
      xml.writeEndDocument();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void write(ReportDocument report, XMLStreamWriter xml) throws XMLStreamException {
    var cases = report.cases() == null ? java.util.List.<ReportDocument.Case>of() : report.cases();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", legal(report.agent()));
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute(
        "failures", String.valueOf(cases.stream().filter(JUnitDocument::failed).count()));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(report.counts().unimplemented()));
    xml.writeAttribute("timestamp", report.begun().toString());
    xml.writeAttribute(
        "time", seconds(cases.stream().mapToLong(ReportDocument.Case::duration).sum()));
    for (ReportDocument.Case tested : cases) {
      write(tested, xml);
    }
    xml.writeEndElement();
  }

  private static void write(ReportDocument.Case tested, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "conformance." + tested.group());
    xml.writeAttribute("name", tested.id());
    xml.writeAttribute("time", seconds(tested.duration()));
    if (failed(tested)) {
      xml.writeStartElement("failure");
      xml.writeAttribute("type", tested.behavior() + " / " + tested.behaviorClose());
      xml.writeAttribute("message", legal(tested.result() + " " + tested.resultClose()));
      xml.writeCharacters(legal(tested.description()));
      xml.writeEndElement();
    } else if (tested.behavior().equals(Judgement.Behavior.UNIMPLEMENTED.text())) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", legal(tested.result()));
    }
    xml.writeEndElement();
  }

  /** Whether a check of the {@code index.json} fails. */
  private static boolean failed(ReportDocument.Case tested) {
    String closing = tested.behaviorClose();
    return tested.behavior().equals(Judgement.Behavior.FAILED.text())
        || !(closing.equals(Judgement.ClosingBehavior.OK.text())
            || closing.equals(Judgement.ClosingBehavior.INFORMATIONAL.text()));
  }

  private static String seconds(long millis) {
    return String.valueOf(millis / MILLIS);
  }

  /** Without the characters that XML does not have (XML 1.0, section 2.2). */
  private static String legal(String text) {
    return text.codePoints()
        .map(
            point ->
                point == '\t' || point == '\n' || point == '\r' || isLegal(point) ? point : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLegal(int point) {
    return (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }
}
