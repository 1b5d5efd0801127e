package io.github.latentj.trainer.export;

import io.github.latentj.contract.GeneratorSpec;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an {@code .onnx} file is, in lines for a person. */
public final class ModelFacts {
    private ModelFacts() {}

    /** @throws ModelFileException if ONNX Runtime does not accept the file */
    public static List<String> of(Path file) throws IOException {
        List<String> facts = new ArrayList<>();
        try (OnnxSession session = new OnnxSession(file)) {
            String kind =
                    GeneratorSpec.isPresentIn(session.metadata()) ? "LatentJ model" : "ONNX model of unknown origin";
            facts.add(kind);
            for (String input : new TreeSet<>(session.inputNames())) {
                facts.add("input " + input + " " + Arrays.toString(session.inputShape(input)) + ", -1 for any number");
            }
            new TreeSet<>(session.outputNames()).forEach(output -> facts.add("output " + output));
            facts.add("SHA-256 of the file: " + sha256(file));
            new TreeMap<>(session.metadata()).forEach((key, value) -> facts.add(key + " = " + value));
        }
        return facts;
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
