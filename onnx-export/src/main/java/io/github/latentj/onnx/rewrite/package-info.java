/** Graph to graph: the same function in another form. Each rewrite is one class with one static method. */
package io.github.latentj.onnx.rewrite;
