package io.github.latentj.inference.runtime;

/** How a long task tells its caller where it is, and hears that it shall stop. */
public interface Progress {
    /** Neither shows anything nor stops. */
    Progress SILENT = new Progress() {
        @Override
        public void report(int done, int total) {
            // nobody watches
        }

        @Override
        public boolean cancelled() {
            return false;
        }
    };

    /** Called on the working thread after each batch. */
    void report(int done, int total);

    /** As {@link #report(int, int)}, with a few words on how it goes. */
    default void report(int done, int total, String news) {
        report(done, total);
    }

    /** True once the user wants the task to stop. Asked from other threads too, and often: must return at once. */
    boolean cancelled();
}
