package io.github.latentj.imagej.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.Rectangle;
import org.junit.jupiter.api.Test;

class BesideDialogTest {
    private static final Rectangle SCREEN = new Rectangle(0, 0, 1920, 1080);
    private static final Rectangle IN_THE_MIDDLE = new Rectangle(660, 240, 600, 400);

    @Test
    void staysWhereItCoversNothing() {
        assertThat(place(new Rectangle(0, 0, 300, 200))).isEqualTo(new Point(660, 240));
    }

    @Test
    void goesBesideTheWindowWhereThereIsRoom() {
        assertThat(place(new Rectangle(500, 100, 500, 500))).isEqualTo(new Point(1008, 100));
        assertThat(place(new Rectangle(1100, 100, 500, 500))).isEqualTo(new Point(492, 100));
        assertThat(place(new Rectangle(400, 0, 1200, 500))).isEqualTo(new Point(400, 508));
    }

    @Test
    void coversAsLittleAsCanBeAndStaysOnTheScreen() {
        Rectangle window = new Rectangle(500, 0, 1000, 1080);

        Point place = place(window);

        assertThat(place.x).isZero();
        assertThat(SCREEN.contains(new Rectangle(place, IN_THE_MIDDLE.getSize())))
                .isTrue();
    }

    private static Point place(Rectangle window) {
        return BesideDialog.place(IN_THE_MIDDLE, window, SCREEN);
    }
}
