package io.github.latentj.inference.runtime;

/** The worker did not do what it was asked for. The message tells why, but neither file nor task: the caller knows them. */
final class WorkerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WorkerException(String message) {
        super(message);
    }
}
