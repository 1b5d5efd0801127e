/**
 * Model files, which nobody trusts: read with plain Java, and refused before native code sees them if their operators,
 * sizes or signatures are not those of a network of ours. Open {@link io.github.latentj.inference.file.OnnxFileReader}.
 */
package io.github.latentj.inference.file;
