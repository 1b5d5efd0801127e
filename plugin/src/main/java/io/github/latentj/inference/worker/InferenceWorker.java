package io.github.latentj.inference.worker;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads requests until its standard input ends, which it does at the latest when the program that started it ends.
 * One thread reads, so that a cancellation is heard while the second runs a network; a third writes the answers, so that
 * the next network runs meanwhile.
 */
public final class InferenceWorker {
    private static final int INPUT_BYTES = 1 << 16;

    private final DataInputStream in =
            new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), INPUT_BYTES));
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final DataOutputStream headers = new DataOutputStream(new BufferedOutputStream(out));
    private final FileChannel values = out.getChannel();
    private final ExecutorService runner = Executors.newSingleThreadExecutor();
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final Map<Integer, LoadedNetwork> networks = new ConcurrentHashMap<>();
    private final Cancellation cancellation = new Cancellation();
    private OrtEnvironment environment;

    private InferenceWorker() {}

    /** @param arguments {@link Protocol#WITH_CUDA} or none; the working folder is the worker's own */
    public static void main(String[] arguments) throws IOException {
        // Only answers may go out there.
        System.setOut(System.err);
        offerAsVictim();
        try (RandomAccessFile file = new RandomAccessFile(Protocol.LOCK_FILE, "rw")) {
            file.getChannel().tryLock();
            new InferenceWorker().serve(Arrays.asList(arguments).contains(Protocol.WITH_CUDA));
        } finally {
            // Nothing to tidy up, and ONNX Runtime's own way out crashes while it works.
            Runtime.getRuntime().halt(0);
        }
    }

    /** When memory runs out, Linux shall end this process, not the one that holds the user's images. */
    private static void offerAsVictim() {
        try (FileOutputStream score = new FileOutputStream("/proc/self/oom_score_adj")) {
            score.write("1000".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException notLinux) {
            // other systems have no such choice
        }
    }

    private void serve(boolean cuda) throws IOException {
        if (!greeted(cuda)) {
            finishWriting();
            return;
        }
        for (int request = in.read(); request >= 0; request = in.read()) {
            switch (request) {
                case Protocol.OPEN:
                    open(in.readInt(), in.readUTF(), in.readBoolean());
                    break;
                case Protocol.RUN:
                    run(in.readInt(), networks.get(in.readInt()));
                    break;
                case Protocol.CLOSE:
                    close(in.readInt());
                    break;
                case Protocol.CANCEL:
                    cancellation.cancel(in.readInt());
                    break;
                default:
                    throw new IOException("no request " + request);
            }
        }
    }

    private void finishWriting() {
        writer.shutdown();
        try {
            writer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean greeted(boolean cuda) {
        try {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        } catch (LinkageError | RuntimeException problem) {
            answer(Protocol.FAILED, LoadFailure.explained(problem));
            return false;
        }
        answer(
                Protocol.DONE,
                environment.getVersion(),
                OrtEnvironment.getAvailableProviders().stream()
                        .map(OrtProvider::getName)
                        .collect(Collectors.joining(",")),
                cuda ? whyNotCuda() : "");
        return true;
    }

    /** Loads CUDA before anything is read: on Windows, loading a library can wait for a thread that reads. */
    private static String whyNotCuda() {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            LoadedNetwork.addCuda(options);
            return "";
        } catch (OrtException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    private void open(int id, String path, boolean cuda) {
        runner.execute(() -> answered(() -> {
            LoadedNetwork network = new LoadedNetwork(environment, path, cuda);
            networks.put(id, network);
            answer(Protocol.DONE, network.device(), network.whyNotCuda());
        }));
    }

    private void run(int sequence, LoadedNetwork network) throws IOException {
        if (network == null) {
            throw new IOException("a run of a network that is not open");
        }
        RunTensors tensors = network.takeTensors();
        tensors.read(in);
        runner.execute(() -> answered(() -> {
            boolean made = false;
            try {
                made = made(sequence, network, tensors);
            } finally {
                if (!made) {
                    network.giveBack(tensors);
                }
            }
            if (made) {
                write(() -> {
                    header(Protocol.DONE);
                    tensors.answer(this::write);
                    network.giveBack(tensors);
                });
            } else {
                answer(Protocol.STOPPED);
            }
        }));
    }

    /** @return false if the run was cancelled */
    private boolean made(int sequence, LoadedNetwork network, RunTensors tensors) throws OrtException, IOException {
        try {
            OrtSession.RunOptions options = cancellation.begin(sequence);
            if (options != null) {
                tensors.run(network.session(), options);
            }
            return options != null;
        } catch (OrtException failed) {
            if (cancellation.isCancelled(sequence)) {
                return false;
            }
            throw failed;
        } finally {
            cancellation.end();
        }
    }

    /** After the answers of its runs, whose tensors are the session's. */
    private void close(int id) {
        runner.execute(() -> write(() -> {
            LoadedNetwork network = networks.remove(id);
            try {
                if (network != null) {
                    network.close();
                }
                header(Protocol.DONE);
            } catch (OrtException failed) {
                header(Protocol.FAILED, String.valueOf(failed.getMessage()));
            }
        }));
    }

    /** Turns a failure into an answer. */
    private void answered(Task task) {
        try {
            task.run();
        } catch (OrtException failed) {
            String message = String.valueOf(failed.getMessage());
            answer(wantsMemory(message) ? Protocol.NO_MEMORY : Protocol.FAILED, message);
        } catch (OutOfMemoryError full) {
            answer(Protocol.NO_MEMORY, String.valueOf(full.getMessage()));
        } catch (IOException | RuntimeException failed) {
            answer(Protocol.FAILED, String.valueOf(failed.getMessage()));
        }
    }

    static boolean wantsMemory(String message) {
        String text = message.toLowerCase(Locale.ROOT);
        return text.contains("failed to allocate memory")
                || text.contains("out of memory")
                || text.contains("bad allocation")
                || text.contains("bad_alloc")
                || text.contains("alloc_failed");
    }

    private void answer(byte kind, String... texts) {
        write(() -> header(kind, texts));
    }

    /** An answer that cannot be given ends the worker. */
    private void write(Output output) {
        writer.execute(() -> {
            try {
                output.write();
            } catch (IOException | RuntimeException | OutOfMemoryError hopeless) {
                Runtime.getRuntime().halt(1);
            }
        });
    }

    private void header(byte kind, String... texts) throws IOException {
        headers.write(kind);
        for (String text : texts) {
            headers.writeUTF(text.substring(0, Math.min(text.length(), 10_000)));
        }
        headers.flush();
    }

    private void write(long[] shape, ByteBuffer tensor) throws IOException {
        Protocol.writeShape(headers, shape);
        headers.flush();
        while (tensor.hasRemaining()) {
            values.write(tensor);
        }
    }

    private interface Task {
        void run() throws OrtException, IOException;
    }

    private interface Output {
        void write() throws IOException;
    }
}
