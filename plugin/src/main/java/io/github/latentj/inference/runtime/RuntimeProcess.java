package io.github.latentj.inference.runtime;

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
import java.util.function.BooleanSupplier;

/**
 * A running worker, see {@link Protocol}. Requests are sent as they come and answered in order; who waits for an answer
 * keeps an eye on cancellation and time. A worker that does not stop when told to is ended, which loses nothing but its
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
    private final ExecutorService writer = thread("LatentJ worker requests");
    private final ExecutorService reader = thread("LatentJ worker answers");
    private volatile boolean ended;
    /** Nobody knows where the next answer begins. */
    private volatile boolean garbled;

    private int sequence;

    /** Takes over a process that was just started, and the folder that it was started in. */
    RuntimeProcess(Process process, RuntimeFolder folder) {
        this.process = process;
        this.folder = folder;
        answers = new DataInputStream(new BufferedInputStream(process.getInputStream(), BUFFER));
        requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream(), BUFFER));
    }

    private static ExecutorService thread(String name) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    boolean isAlive() {
        return !ended && !garbled && process.isAlive();
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
        Asked asked = send(request, answer);
        if (asked == null) {
            return false;
        }
        asked.await(stop, limitMillis);
        return true;
    }

    /**
     * Sends a request and does not wait.
     *
     * @return null if the worker was gone before
     */
    synchronized Asked send(Request request, Answer answer) {
        return isAlive() ? new Asked(++sequence, request, answer) : null;
    }

    private void write(Request request, int number) {
        try {
            request.writeTo(requests, number);
            requests.flush();
        } catch (IOException | RuntimeException broken) {
            // Who waits for the answer is told.
            end();
        }
    }

    private void readWhole(Answer answer) throws IOException {
        if (garbled) {
            throw new IOException("the answer before was not understood");
        }
        try {
            read(answer);
        } catch (CancellationException | MemoryShortageException | WorkerException whole) {
            throw whole;
        } catch (IOException | RuntimeException | Error halfRead) {
            garbled = true;
            throw halfRead;
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

    /** A request on its way, or in work. */
    final class Asked {
        private final int number;
        private final Future<?> done;
        /** When the answers before this one were there, which is when its own time begins. */
        private volatile long begun;

        private Asked(int number, Request request, Answer answer) {
            this.number = number;
            done = reader.submit(() -> {
                begun = System.nanoTime();
                readWhole(answer);
                return null;
            });
            writer.execute(() -> write(request, number));
        }

        /** As {@link RuntimeProcess#ask}; an interruption counts as the wish to stop. */
        void await(BooleanSupplier stop, long limitMillis) {
            boolean interrupted = false;
            boolean stopping = false;
            long asked = 0;
            try {
                while (true) {
                    try {
                        done.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                        return;
                    } catch (TimeoutException notYet) {
                        // looked after below
                    } catch (InterruptedException wish) {
                        interrupted = true;
                    }
                    boolean late = passed(limitMillis, begun);
                    if (stopping && passed(PATIENCE_MILLIS, Math.max(asked, begun))) {
                        end();
                    } else if (!stopping && (late || interrupted || stop.getAsBoolean())) {
                        stopping = true;
                        asked = System.nanoTime();
                        cancel(number);
                    }
                }
            } catch (ExecutionException failed) {
                throw problem(failed.getCause(), stopping && (interrupted || stop.getAsBoolean()), stopping);
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        /** Never while an answer before this one is waited for: that one's own time runs. */
        private boolean passed(long millis, long since) {
            return begun != 0 && System.nanoTime() - since > TimeUnit.MILLISECONDS.toNanos(millis);
        }

        /** Ends what is under way and waits for that. */
        void abandon() {
            cancel(number);
            try {
                await(() -> true, PATIENCE_MILLIS);
            } catch (CancellationException | WorkerException | MemoryShortageException unwanted) {
                // Nobody asks for it any more.
            }
        }
    }

    private synchronized void cancel(int request) {
        if (isAlive()) {
            writer.execute(() -> write(
                    (out, number) -> {
                        out.write(Protocol.CANCEL);
                        out.writeInt(number);
                    },
                    request));
        }
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

    private synchronized void shutDown() {
        end();
        reader.shutdown();
        writer.shutdown();
    }

    /** Ends the worker, in the middle of its work if need be, and deletes its folder. A second call does nothing. */
    @Override
    public void close() {
        shutDown();
        folder.delete();
        LiveWorkers.ended(this);
    }
}
