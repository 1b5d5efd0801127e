package io.github.latentj.e2e;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * What a Fiji update site says about itself in {@code db.xml.gz}. Written from the description of the format, not from
 * the code that writes our site.
 */
record SiteListing(List<Entry> entries) {
    private static final String VERSION = "\\d+(?:\\.\\d+|\\d{7})+[a-z]?\\d?(?:-[A-Za-z0-9.]+?|\\.GA)*?";
    private static final String CLASSIFIER = "swing|swt|shaded|sources|javadoc|natives?-?\\w*|(?:natives-)?"
            + "(?:android|linux|macosx|macos|solaris|windows)-"
            + "(?:aarch64|amd64|arm64|armv6hf|armv6|arm|i386|i486|i586|i686|universal|x86[_-]32|x86[_-]64|x86)";
    private static final Pattern VERSIONED =
            Pattern.compile("(.+?)(?:-" + VERSION + ")?((?:-(?:" + CLASSIFIER + "))?\\.jar(?:-[a-z]*)?)");

    /** One file; {@code current} is null once it has been withdrawn. */
    record Entry(String filename, Set<String> platforms, Version current, List<Previous> previous) {
        String key() {
            return SiteListing.key(filename);
        }

        /** Where the site keeps the current version. */
        String storedAs() {
            return filename + "-" + current.timestamp;
        }

        long oldestTimestamp() {
            long now = current == null ? Long.MAX_VALUE : current.timestamp;
            return previous.stream().mapToLong(Previous::timestamp).reduce(now, Math::min);
        }
    }

    /** Timestamps are numbers of 14 digits, YYYYMMDDhhmmss; size in bytes. */
    record Version(String checksum, long timestamp, long size, List<String> dependencies) {}

    record Previous(String checksum, long timestamp) {}

    /** The name that all versions of a file share: that of a jar has no version. */
    static String key(String filename) {
        Matcher name = VERSIONED.matcher(filename);
        return name.matches() ? name.group(1) + name.group(2) : filename;
    }

    /** @throws IOException if this is not a whole listing */
    static SiteListing read(byte[] gzippedXml) throws IOException {
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzippedXml))) {
            xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            Element root = xml.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(in.readAllBytes()))
                    .getDocumentElement();
            return new SiteListing(elements(root, "plugin", SiteListing::entry));
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("db.xml.gz is not a listing of an update site", e);
        }
    }

    private static Entry entry(Element plugin) {
        List<Version> versions = elements(plugin, "version", SiteListing::version);
        List<Previous> previous = elements(
                plugin, "previous-version", each -> new Previous(attribute(each, "checksum"), timestamp(each)));
        return new Entry(
                attribute(plugin, "filename"),
                Set.copyOf(elements(plugin, "platform", Element::getTextContent)),
                versions.stream()
                        .max(Comparator.comparingLong(Version::timestamp))
                        .orElse(null),
                previous);
    }

    private static Version version(Element version) {
        return new Version(
                attribute(version, "checksum"),
                timestamp(version),
                Long.parseLong(attribute(version, "filesize")),
                elements(version, "dependency", each -> attribute(each, "filename")));
    }

    private static long timestamp(Element element) {
        String digits = attribute(element, "timestamp");
        if (!digits.matches("\\d{14}")) {
            throw new IllegalStateException("a timestamp must have 14 digits, found '" + digits + "'");
        }
        return Long.parseLong(digits);
    }

    private static String attribute(Element element, String name) {
        if (!element.hasAttribute(name)) {
            throw new IllegalStateException("<" + element.getTagName() + "> must have the attribute " + name);
        }
        return element.getAttribute(name);
    }

    private static <T> List<T> elements(Element parent, String tag, Function<Element, T> read) {
        List<T> found = new ArrayList<>();
        for (var node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(tag)) {
                found.add(read.apply(element));
            }
        }
        return found;
    }

    /** Names of the files that are offered now. */
    Set<String> offered() {
        return entries.stream()
                .filter(each -> each.current != null)
                .map(Entry::filename)
                .collect(Collectors.toSet());
    }

    Entry get(String filename) {
        return entries.stream()
                .filter(each -> each.key().equals(key(filename)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the site does not list " + filename));
    }
}
