/** Writes DJL blocks as ONNX files. */
package io.github.latentj.onnx;
