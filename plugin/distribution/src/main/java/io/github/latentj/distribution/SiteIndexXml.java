package io.github.latentj.distribution;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** {@code db.xml.gz}: the index as the updater reads it. */
final class SiteIndexXml {
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private SiteIndexXml() {}

    /** Gzipped XML; the same index always gives the same bytes. */
    static byte[] write(SiteIndex index) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(zipped, UTF_8);
            xml.writeStartDocument(UTF_8, "1.0");
            xml.writeStartElement("pluginRecords");
            for (SiteRecord record : index.records()) {
                write(record, xml);
            }
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IOException("cannot write the index: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }

    private static void write(SiteRecord record, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement("plugin");
        xml.writeAttribute("filename", record.name());
        for (String platform : record.platforms()) {
            writeText("platform", platform, xml);
        }
        if (record.current().isPresent()) {
            SiteRecord.Version current = record.current().get();
            xml.writeStartElement("version");
            xml.writeAttribute("checksum", current.checksum());
            xml.writeAttribute("timestamp", Long.toString(current.timestamp()));
            xml.writeAttribute("filesize", Long.toString(current.size()));
            writeText("description", record.description(), xml);
            for (String dependency : record.dependencies()) {
                xml.writeEmptyElement("dependency");
                xml.writeAttribute("filename", dependency);
            }
            xml.writeEndElement();
        }
        for (SiteRecord.Previous previous : record.previous()) {
            xml.writeEmptyElement("previous-version");
            xml.writeAttribute("filename", previous.name());
            xml.writeAttribute("timestamp", Long.toString(previous.timestamp()));
            xml.writeAttribute("checksum", previous.checksum());
        }
        xml.writeEndElement();
    }

    private static void writeText(String element, String text, XMLStreamWriter xml) throws XMLStreamException {
        xml.writeStartElement(element);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    /** @throws IOException if the file is not such an index, naming it */
    static SiteIndex read(Path file) throws IOException {
        try (InputStream zipped = new GZIPInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
            XMLInputFactory factory = XMLInputFactory.newFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader xml = factory.createXMLStreamReader(zipped, UTF_8);
            List<SiteRecord> records = new ArrayList<>();
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("plugin")) {
                    records.add(readRecord(xml));
                }
            }
            return new SiteIndex(records);
        } catch (XMLStreamException | NumberFormatException e) {
            throw new IOException(file + " is not the index of an update site: " + e.getMessage(), e);
        }
    }

    private static SiteRecord readRecord(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getAttributeValue(null, "filename");
        List<String> platforms = new ArrayList<>();
        List<String> dependencies = new ArrayList<>();
        List<SiteRecord.Previous> previous = new ArrayList<>();
        SiteRecord.Version current = null;
        String description = "";
        for (int event = xml.next(); !endsRecord(event, xml); event = xml.next()) {
            if (event != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "platform" -> platforms.add(xml.getElementText());
                case "description" -> description = xml.getElementText();
                case "dependency" -> dependencies.add(xml.getAttributeValue(null, "filename"));
                case "version" ->
                    current = new SiteRecord.Version(
                            xml.getAttributeValue(null, "checksum"), number(xml, "timestamp"), number(xml, "filesize"));
                case "previous-version" -> previous.add(readPrevious(xml, name));
                default -> {
                    // Authors, links and categories of other writers do not matter for what to offer.
                }
            }
        }
        return new SiteRecord(name, platforms, description, dependencies, Optional.ofNullable(current), previous);
    }

    private static SiteRecord.Previous readPrevious(XMLStreamReader xml, String name) {
        String then = xml.getAttributeValue(null, "filename");
        return new SiteRecord.Previous(
                then == null ? name : then, xml.getAttributeValue(null, "checksum"), number(xml, "timestamp"));
    }

    private static boolean endsRecord(int event, XMLStreamReader xml) {
        return event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("plugin");
    }

    private static long number(XMLStreamReader xml, String attribute) {
        return Long.parseLong(String.valueOf(xml.getAttributeValue(null, attribute)));
    }
}
