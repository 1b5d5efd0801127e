/**
 * From trained networks to {@code .onnx} files and from those to images: the only place of the trainer that sees ONNX
 * Runtime. Open {@link io.github.latentj.trainer.export.ModelExport} and
 * {@link io.github.latentj.trainer.export.ExportedGenerator}.
 */
package io.github.latentj.trainer.export;
