package io.github.latentj.inference;

import io.github.latentj.inference.worker.Protocol;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * A running worker, see {@link Protocol}. One request at a time; who waits for an answer, or for the turn to ask, keeps
 * an eye on cancellation and time. A worker that does not stop when told to is ended, which loses nothing but its
 * sessions.
 */
final class RuntimeProcess implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    private static final long LOOK_MILLIS = 50;
    private static final long PATIENCE_MILLIS = 2_000;

    private final Process process;
    private final RuntimeFolder folder;
    private final DataInputStream answers;
    private final DataOutputStream requests;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ExecutorService reader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "LatentJ worker answers");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean ended;
    private int sequence;

    /** Takes over a process that was just started, and the folder that it was started in. */
    RuntimeProcess(Process process, RuntimeFolder folder) {
        this.process = process;
        this.folder = folder;
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    }

    boolean isAlive() {
        return !ended && process.isAlive();
    }

    /** What the worker said on standard error. */
    List<String> errorLines() {
        return folder.errorLines();
    }

    /** Writes one request; the number names it, for cancelling. */
    interface Request {
        void writeTo(DataOutputStream out, int number) throws IOException;
    }

    /** Reads what follows {@link Protocol#DONE}. */
    interface Answer {
        void readFrom(DataInputStream in) throws IOException;
    }

    /**
     * Asks and waits for the answer.
     *
     * @return false if the worker was gone before it was asked
     * @throws CancellationException if {@code stop} says so, or the program is about to end
     * @throws MemoryShortageException if the worker says that it has too little memory
     * @throws WorkerException if the worker says no, ends, or needs longer than the limit
     */
    boolean ask(Request request, Answer answer, BooleanSupplier stop, long limitMillis) {
        takeTurn(stop);
        try {
            if (!isAlive()) {
                return false;
            }
            sequence++;
            Future<?> done = reader.submit(() -> {
                read(answer);
                return null;
            });
            request.writeTo(requests, sequence);
            requests.flush();
            await(done, stop, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(limitMillis));
            return true;
        } catch (IOException broken) {
            throw gone();
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn(BooleanSupplier stop) {
        try {
            while (!turn.tryLock(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (stop.getAsBoolean()) {
                    throw new CancellationException("cancelled");
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted");
        }
    }

    private void read(Answer answer) throws IOException {
        int kind = answers.readByte();
        switch (kind) {
            case Protocol.DONE:
                answer.readFrom(answers);
                return;
            case Protocol.STOPPED:
                throw new CancellationException("cancelled");
            case Protocol.NO_MEMORY:
                throw new MemoryShortageException(RuntimeMessage.reason(answers.readUTF()));
            case Protocol.FAILED:
                throw new WorkerException(RuntimeMessage.reason(answers.readUTF()));
            default:
                throw new IOException("no answer " + kind);
        }
    }

    private void await(Future<?> done, BooleanSupplier stop, long limit) throws IOException {
        boolean stopping = false;
        long end = limit;
        while (true) {
            try {
                done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException notYet) {
                boolean late = System.nanoTime() - end > 0;
                if (late && stopping) {
                    end();
                } else if (!stopping && (late || stop.getAsBoolean())) {
                    stopping = true;
                    end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
                    cancel();
                }
            } catch (ExecutionException failed) {
                throw problem(failed.getCause(), stopping && stop.getAsBoolean(), stopping);
            } catch (InterruptedException interrupted) {
                end();
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted");
            }
        }
    }

    private void cancel() throws IOException {
        requests.write(Protocol.CANCEL);
        requests.writeInt(sequence);
        requests.flush();
    }

    private RuntimeException problem(Throwable cause, boolean cancelled, boolean late) {
        if (cancelled || LiveWorkers.exiting()) {
            return new CancellationException("cancelled");
        }
        if (late) {
            return new WorkerException("it needed longer than the time limit");
        }
        if (cause instanceof OutOfMemoryError) {
            // The rest of the answer stays unread.
            end();
            return new MemoryShortageException("this program has too little memory for the result");
        }
        return cause instanceof RuntimeException ? (RuntimeException) cause : gone();
    }

    /** What to say of a worker that ended by itself, or said what nobody understands. */
    private RuntimeException gone() {
        String code = waited() ? " with code " + process.exitValue() : "";
        end();
        if (LiveWorkers.exiting()) {
            return new CancellationException("the program ends");
        }
        return new WorkerException("the process that runs it ended" + code + folder.lastWords());
    }

    private void end() {
        ended = true;
        process.destroyForcibly();
        waited();
    }

    /** @return true if the process has ended */
    private boolean waited() {
        try {
            return process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the worker, in the middle of its work if need be, and deletes its folder. A second call does nothing. */
    @Override
    public void close() {
        end();
        reader.shutdown();
        folder.delete();
        LiveWorkers.ended(this);
    }
}
