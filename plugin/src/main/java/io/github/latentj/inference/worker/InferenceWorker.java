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
import java.util.stream.Collectors;

/**
 * Reads requests until its standard input ends, which it does at the latest when the program that started it ends.
 * One thread reads, so that a cancellation is heard while the other runs a network.
 */
public final class InferenceWorker {
    private static final int INPUT_BYTES = 1 << 16;

    private final DataInputStream in =
            new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in), INPUT_BYTES));
    private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    private final DataOutputStream headers = new DataOutputStream(new BufferedOutputStream(out));
    private final FileChannel values = out.getChannel();
    private final ExecutorService runner = Executors.newSingleThreadExecutor();
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

    private boolean greeted(boolean cuda) throws IOException {
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
        network.readRequest(in);
        runner.execute(() -> answered(() -> {
            OrtSession.RunOptions options = cancellation.begin(sequence);
            try {
                if (options == null) {
                    answer(Protocol.STOPPED);
                } else {
                    network.run(options, new Tensors());
                }
            } catch (OrtException failed) {
                if (!cancellation.isCancelled(sequence)) {
                    throw failed;
                }
                answer(Protocol.STOPPED);
            } finally {
                cancellation.end();
            }
        }));
    }

    private void close(int id) {
        runner.execute(() -> answered(() -> {
            LoadedNetwork network = networks.remove(id);
            if (network != null) {
                network.close();
            }
            answer(Protocol.DONE);
        }));
    }

    /** Turns a failure into an answer; an answer that cannot be given ends the worker. */
    private void answered(Task task) {
        try {
            try {
                task.run();
            } catch (OrtException failed) {
                String message = String.valueOf(failed.getMessage());
                answer(wantsMemory(message) ? Protocol.NO_MEMORY : Protocol.FAILED, message);
            } catch (OutOfMemoryError full) {
                answer(Protocol.NO_MEMORY, String.valueOf(full.getMessage()));
            } catch (RuntimeException failed) {
                answer(Protocol.FAILED, String.valueOf(failed.getMessage()));
            }
        } catch (IOException nobodyListens) {
            Runtime.getRuntime().halt(1);
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

    private void answer(byte kind, String... texts) throws IOException {
        headers.write(kind);
        for (String text : texts) {
            headers.writeUTF(text.substring(0, Math.min(text.length(), 10_000)));
        }
        headers.flush();
    }

    private interface Task {
        void run() throws OrtException, IOException;
    }

    private final class Tensors implements LoadedNetwork.Answer {
        @Override
        public void begin() throws IOException {
            answer(Protocol.DONE);
        }

        @Override
        public void tensor(long[] shape, ByteBuffer tensor) throws IOException {
            Protocol.writeShape(headers, shape);
            headers.flush();
            while (tensor.hasRemaining()) {
                values.write(tensor);
            }
        }
    }
}
