package io.github.latentj.trainer.train;

import java.util.Map;

/**
 * Everything that training needs to go on exactly as if it had not stopped; random numbers follow from the seed and the
 * step.
 *
 * @param epochsDone whole epochs behind it
 * @param stepsDone optimizer steps behind it
 * @param tensors weights, BatchNorm statistics and Adam moments of all networks by name
 */
public record TrainingState(int epochsDone, long stepsDone, Map<String, Tensor> tensors) {}
