/**
 * What ImageJ shows beside images: status bar, log, fact sheets, rows of tables. Open
 * {@link io.github.latentj.imagej.window.Announcement}.
 */
package io.github.latentj.imagej.window;
