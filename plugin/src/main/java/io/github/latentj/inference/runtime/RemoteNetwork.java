package io.github.latentj.inference.runtime;

import io.github.latentj.inference.file.ModelException;
import io.github.latentj.inference.worker.Protocol;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/** A network in the worker process. Opens itself again when the worker was lost or replaced. */
public final class RemoteNetwork implements Network {
    /** One batch of the largest model that is accepted takes minutes on a slow machine. */
    private static final long LIMIT_MILLIS = TimeUnit.MINUTES.toMillis(20);

    private static final int CHUNK_BYTES = 1 << 16;
    private static final AtomicInteger IDS = new AtomicInteger();

    private final int id = IDS.incrementAndGet();
    private final Path path;
    private final long limitMillis;
    private final String state;
    /** Values on their way, so that nothing is allocated per run; one run is sent while another is answered. */
    private final ByteBuffer sent = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.nativeOrder());

    private final ByteBuffer received = ByteBuffer.allocate(CHUNK_BYTES).order(ByteOrder.nativeOrder());

    private OnnxRuntime runtime;
    private boolean cpuOnly;
    private boolean closed;
    private String device = "";

    /** Loads the file into the worker and waits for it, unless {@code stop} says that nobody does any longer. */
    public RemoteNetwork(Path path, BooleanSupplier stop) {
        this(path, stop, LIMIT_MILLIS);
    }

    /** @param limitMillis how long loading the file or one run may take */
    public RemoteNetwork(Path path, BooleanSupplier stop, long limitMillis) {
        this.path = path;
        this.limitMillis = limitMillis;
        state = state();
        open(stop);
    }

    /** @return where the network is open now */
    private synchronized RuntimeProcess open(BooleanSupplier stop) {
        if (closed) {
            throw new IllegalStateException("the model is closed: " + path);
        }
        OnnxRuntime now = OnnxRuntime.current();
        if (now != runtime && !state().equals(state)) {
            throw new ModelException("the model file changed since it was opened, open it again: " + path);
        }
        while (now != runtime) {
            if (opened(now, stop)) {
                runtime = now;
            } else {
                now = OnnxRuntime.current();
            }
        }
        return runtime.process();
    }

    private boolean opened(OnnxRuntime now, BooleanSupplier stop) {
        boolean cuda = !cpuOnly
                && OnnxRuntime.device().cudaFolder().isPresent()
                && now.whyNotCuda().isEmpty();
        try {
            return now.process()
                    .ask(
                            (out, number) -> {
                                out.write(Protocol.OPEN);
                                out.writeInt(id);
                                out.writeUTF(path.toString());
                                out.writeBoolean(cuda);
                            },
                            in -> {
                                device = in.readUTF();
                                tellRefusal(in.readUTF(), now);
                            },
                            stop,
                            limitMillis);
        } catch (WorkerException | MemoryShortageException refused) {
            throw new ModelException(
                    "ONNX Runtime cannot load the model (" + refused.getMessage() + "): " + path, refused);
        }
    }

    /** Tells whether the file is still the one that was checked. */
    private String state() {
        try {
            return Files.getLastModifiedTime(path) + " " + Files.size(path);
        } catch (IOException gone) {
            return "gone";
        }
    }

    private void tellRefusal(String refusal, OnnxRuntime now) {
        if (!refusal.isEmpty()) {
            Devices.note("CUDA cannot run " + path + ": "
                    + CudaLibraries.whyNot(refusal, now.process().errorLines()) + ". It runs on the CPU.");
        }
    }

    @Override
    public void run(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
        begin(inputs, outputs, stop).await();
    }

    @Override
    public Run begin(List<FloatTensor> inputs, List<FloatTensor> outputs, BooleanSupplier stop) {
        RuntimeProcess.Request request = (out, number) -> {
            out.write(Protocol.RUN);
            out.writeInt(number);
            out.writeInt(id);
            write(inputs, outputs, out);
        };
        RuntimeProcess.Asked asked = null;
        while (asked == null) {
            // Once more where the worker was lost meanwhile.
            asked = open(stop).send(request, in -> read(outputs, in));
        }
        return new RemoteRun(asked, stop);
    }

    /** A run in the worker, or on its way there. */
    private final class RemoteRun implements Run {
        private final RuntimeProcess.Asked asked;
        private final BooleanSupplier stop;

        RemoteRun(RuntimeProcess.Asked asked, BooleanSupplier stop) {
            this.asked = asked;
            this.stop = stop;
        }

        @Override
        public void await() {
            try {
                asked.await(stop, limitMillis);
            } catch (WorkerException failed) {
                throw new ModelException(
                        "ONNX Runtime cannot run the model (" + failed.getMessage() + "): " + path, failed);
            }
        }

        @Override
        public void abandon() {
            asked.abandon();
        }
    }

    private void write(List<FloatTensor> inputs, List<FloatTensor> outputs, DataOutputStream out) throws IOException {
        out.writeInt(inputs.size());
        for (FloatTensor input : inputs) {
            out.writeUTF(input.name());
            Protocol.writeShape(out, input.shape());
            for (FloatBuffer values = input.values(); values.hasRemaining(); ) {
                sent.clear();
                FloatBuffer part = sent.asFloatBuffer();
                int count = Math.min(part.remaining(), values.remaining());
                FloatBuffer next = values.duplicate();
                next.limit(next.position() + count);
                part.put(next);
                values.position(values.position() + count);
                out.write(sent.array(), 0, count * Float.BYTES);
            }
        }
        out.writeInt(outputs.size());
        for (FloatTensor output : outputs) {
            out.writeUTF(output.name());
            Protocol.writeShape(out, output.shape());
        }
    }

    private void read(List<FloatTensor> outputs, DataInputStream in) throws IOException {
        for (FloatTensor output : outputs) {
            long[] shape = Protocol.readShape(in);
            if (shape == null) {
                throw new IOException("an output without a shape");
            }
            Protocol.bytes(shape);
            if (output.shape() == null) {
                output.decide(shape);
            }
            for (FloatBuffer values = output.values(); values.hasRemaining(); ) {
                int bytes = (int) Math.min(CHUNK_BYTES, (long) values.remaining() * Float.BYTES);
                in.readFully(received.array(), 0, bytes);
                received.clear();
                FloatBuffer part = received.asFloatBuffer();
                part.limit(bytes / Float.BYTES);
                values.put(part);
            }
        }
    }

    @Override
    public synchronized boolean onGpu() {
        return device.equals("CUDA");
    }

    @Override
    public synchronized void moveToCpu() {
        cpuOnly = true;
        Devices.note("The GPU has too little memory for " + path + ". It runs on the CPU.");
        release();
        runtime = null;
    }

    @Override
    public synchronized String device() {
        return device + ", ONNX Runtime " + runtime.version();
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release();
        }
    }

    private void release() {
        if (runtime == null || !runtime.process().isAlive()) {
            return;
        }
        try {
            runtime.process()
                    .ask(
                            (out, number) -> {
                                out.write(Protocol.CLOSE);
                                out.writeInt(id);
                            },
                            in -> {},
                            () -> false,
                            limitMillis);
        } catch (WorkerException lost) {
            // with its sessions
        }
    }
}
