package io.github.latentj.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A folder on a web server at 127.0.0.1, as plain as static hosting is; single files can be damaged on their way. */
final class HttpFolder implements AutoCloseable {
    private final HttpServer server;
    private final Path folder;
    private final Map<String, UnaryOperator<byte[]>> damages = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    HttpFolder(Path folder) throws IOException {
        this.folder = folder;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Ends with a slash. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Sends something else for a file from now on; an empty answer stands for "not found". */
    void damage(String path, UnaryOperator<byte[]> how) {
        damages.put(path, how);
    }

    /** The paths asked for so far. */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        requests.add(path);
        Path file = folder.resolve(path).normalize();
        byte[] content = file.startsWith(folder) && Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
        content = damages.getOrDefault(path, UnaryOperator.identity()).apply(content);
        if (content.length == 0) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            String modified = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Files.getLastModifiedTime(file).toInstant().atOffset(ZoneOffset.UTC));
            exchange.getResponseHeaders().set("Last-Modified", modified);
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
