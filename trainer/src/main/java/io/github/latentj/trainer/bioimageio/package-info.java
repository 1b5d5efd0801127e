/** Trained models as packages of the BioImage.IO model zoo. Open {@link io.github.latentj.trainer.bioimageio.ModelPackage}. */
package io.github.latentj.trainer.bioimageio;
