/**
 * Turns the built trainer into what people download: one zip for each platform, with all that it needs but Java, its bill
 * of materials and its licences. The front door is {@link io.github.latentj.bundle.TrainerBundles}.
 */
package io.github.latentj.bundle;
