/**
 * The program that runs networks: a second Java process with ONNX Runtime and nothing else of LatentJ. What native code
 * does wrong ends that process, never ImageJ.
 */
package io.github.latentj.inference.worker;
