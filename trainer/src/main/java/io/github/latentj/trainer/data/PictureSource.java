package io.github.latentj.trainer.data;

/** A picture's place: its file, and its number in the file from 0. */
record PictureSource(InputFile file, int page) {
    /** For a person, such as {@code plate1/a.tif#3} for a third page. */
    String name() {
        return printable(file.name()) + (page == 0 ? "" : "#" + (page + 1));
    }

    static String printable(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
