// A walk between two images of a seed, latent by latent.
#@ LatentJService latentj
#@ File (label = "Model") model
#@ String (label = "Save as TIFF") output

import ij.IJ

generator = latentj.open(model)
from = generator.sample(7, 1)
to = generator.sample(7, 2)
latents = (0..8).collect { generator.interpolate(from, to, it / 8.0 as double) }
IJ.saveAsTiff(generator.generate(latents), output)
