package io.github.latentj.trainer.benchmark;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * The side of a measured process: for each line that it reads it does one step and answers with its nanoseconds, by the
 * clock on the wall and by the processor time of the whole process.
 */
final class StepServer {
    private final BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final PrintStream answers = System.out;
    private final OperatingSystemMXBean process =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long started;
    private long processorTime;

    /** Waits until the next step is wanted; false if no more are. */
    boolean awaitRequest() {
        try {
            boolean wanted = requests.readLine() != null;
            processorTime = process.getProcessCpuTime();
            started = System.nanoTime();
            return wanted;
        } catch (IOException gone) {
            return false;
        }
    }

    void stepDone() {
        long wall = System.nanoTime() - started;
        answers.println(wall + " " + (process.getProcessCpuTime() - processorTime));
        answers.flush();
    }
}
