/**
 * The menu commands, a class for each: a table of parameters, checks, the call of one use case, and the window of its
 * result. Open {@link io.github.latentj.imagej.command.Commands}.
 */
package io.github.latentj.imagej.command;
