package io.github.latentj.trainer;

import picocli.CommandLine.Option;

/** The options of where a run works and what it keeps; text, as in {@link TrainingOptions}. */
final class MachineOptions {
    @Option(
            names = "--device",
            paramLabel = "DEVICE",
            completionCandidates = Choices.Device.class,
            description = "auto (a GPU if one works, and why not), cpu, gpu, or gpu:N for the N-th GPU from 0; runs"
                    + " repeat bit for bit on the CPU only; default auto.")
    private String device;

    @Option(names = "--threads", paramLabel = "N", description = "Of the engine; default: one a processor.")
    private String threads;

    @Option(names = "--checkpoint-every", paramLabel = "N", description = "Epochs between checkpoints; default 1.")
    private String checkpointEvery;

    @Option(
            names = "--keep-checkpoints",
            paramLabel = "N",
            description = "How many of the newest checkpoints stay on the disk; the best stays besides. Default 3.")
    private String keepCheckpoints;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            hidden = true,
            description = "For users of other trainers: LatentJ trains on one GPU.")
    private String gpus;
}
