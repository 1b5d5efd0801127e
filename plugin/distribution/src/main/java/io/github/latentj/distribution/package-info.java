/**
 * Turns the built jars into what people install: one zip for the folder of plain ImageJ, and a folder that any web
 * server can offer as a Fiji update site. The front door is {@link io.github.latentj.distribution.Distribution}.
 *
 * <p>The site's format is that of the ImageJ updater (net.imagej:imagej-updater): an index {@code db.xml.gz}, and beside
 * it every file under its path with its timestamp appended.
 */
package io.github.latentj.distribution;
