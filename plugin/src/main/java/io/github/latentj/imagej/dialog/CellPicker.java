package io.github.latentj.imagej.dialog;

import ij.ImagePlus;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;
import io.github.latentj.imagej.image.CellNumbers;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.image.PickedNumbers;
import java.awt.Color;
import java.awt.Component;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.SystemColor;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.awt.event.KeyListener;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.awt.event.MouseListener;
import java.awt.event.MouseMotionListener;
import java.awt.event.WindowListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.swing.SwingUtilities;

/**
 * Lets a person click images in the active window while a modal dialog asks for their numbers: a click puts a number into
 * the field that was used last, or takes it out; a drag puts in all that it touches. Until it is closed the window does
 * nothing else, neither ImageJ's tools nor its shortcuts, so that what the numbers mean stays as it is.
 */
final class CellPicker extends MouseAdapter implements AutoCloseable {
    private static final Color TARGET = new Color(255, 250, 180);
    /** Pixels of the screen that a hand moves while it clicks. */
    private static final int UNSTEADY = 3;

    private final ImagePlus image;
    private final ImageWindow window;
    private final ImageCanvas canvas;
    private final CellNumbers numbers;
    /** Each field, and what it says when nothing is picked. */
    private final Map<TextField, String> fields;

    private final List<Runnable> givenBack = new ArrayList<>();
    private TextField target;
    private MouseEvent pressed;
    /** Until the keys are back in the field. */
    private boolean clicked;

    private PickedNumbers beforeDrag;

    /**
     * @param image which {@link #serves}
     * @param numbers drawn over the image
     * @param fields each with what it says when nothing is picked; the first is filled first
     */
    CellPicker(ImagePlus image, CellNumbers numbers, Map<TextField, String> fields) {
        this.image = image;
        window = image.getWindow();
        canvas = image.getCanvas();
        this.numbers = numbers;
        this.fields = new LinkedHashMap<>(fields);
    }

    /** Whether the images of a window can be clicked while a dialog is open. */
    static boolean serves(ImagePlus image) {
        return image != null
                && image.getWindow() != null
                && image.getCanvas() != null
                && Toolkit.getDefaultToolkit()
                        .isModalExclusionTypeSupported(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
    }

    /** Begins, before the dialog is shown. */
    void open() {
        takeWindow();
        followFields();
    }

    private void takeWindow() {
        window.setModalExclusionType(Dialog.ModalExclusionType.APPLICATION_EXCLUDE);
        givenBack.add(() -> window.setModalExclusionType(Dialog.ModalExclusionType.NO_EXCLUDE));
        for (MouseListener listener : canvas.getMouseListeners()) {
            canvas.removeMouseListener(listener);
            givenBack.add(() -> canvas.addMouseListener(listener));
        }
        for (MouseMotionListener listener : canvas.getMouseMotionListeners()) {
            canvas.removeMouseMotionListener(listener);
            givenBack.add(() -> canvas.addMouseMotionListener(listener));
        }
        takeKeys(canvas);
        takeKeys(window);
        for (WindowListener listener : window.getWindowListeners()) {
            WindowListener unclosable = new UnclosableWindow(listener);
            window.removeWindowListener(listener);
            window.addWindowListener(unclosable);
            givenBack.add(() -> {
                window.removeWindowListener(unclosable);
                window.addWindowListener(listener);
            });
        }
        canvas.addMouseListener(this);
        canvas.addMouseMotionListener(this);
    }

    private void takeKeys(Component component) {
        for (KeyListener listener : component.getKeyListeners()) {
            component.removeKeyListener(listener);
            givenBack.add(() -> component.addKeyListener(listener));
        }
    }

    private void followFields() {
        for (TextField field : fields.keySet()) {
            field.addFocusListener(new FocusAdapter() {
                @Override
                public void focusGained(FocusEvent event) {
                    aim(field);
                    if (clicked) {
                        // ImageJ has selected the text, which the next key would replace.
                        field.setCaretPosition(field.getText().length());
                    }
                    clicked = false;
                }
            });
            field.addTextListener(change -> {
                if (field == target) {
                    numbers.mark(picked(field).numbers());
                }
            });
        }
        aim(fields.keySet().iterator().next());
    }

    /** Makes a field the one that clicks fill. */
    private void aim(TextField field) {
        for (TextField other : fields.keySet()) {
            other.setBackground(other == field ? TARGET : SystemColor.text);
            other.setForeground(other == field ? Color.BLACK : SystemColor.textText);
        }
        target = field;
        numbers.mark(picked(field).numbers());
    }

    private PickedNumbers picked(TextField field) {
        return PickedNumbers.of(field.getText(), selected());
    }

    /** Of a stack nothing: the slice that shows changes as a person looks for others. */
    private List<Integer> selected() {
        return LatentReferences.hasSelectedCells(image) ? LatentReferences.selected(image) : Collections.emptyList();
    }

    private void fill(PickedNumbers picked) {
        String text = picked.text();
        target.setText(text.isEmpty() ? fields.get(target) : text);
        numbers.mark(picked.numbers());
    }

    @Override
    public void mousePressed(MouseEvent event) {
        pressed = event;
        beforeDrag = picked(target);
    }

    @Override
    public void mouseDragged(MouseEvent event) {
        if (pressed != null && isDrag(event)) {
            fill(beforeDrag.with(LatentReferences.at(image, area(event))));
        }
    }

    @Override
    public void mouseReleased(MouseEvent event) {
        if (pressed == null) {
            return;
        }
        if (!isDrag(event)) {
            PickedNumbers changed = beforeDrag;
            for (int number : LatentReferences.at(image, area(pressed))) {
                changed = changed.toggled(number);
            }
            fill(changed);
        }
        pressed = null;
        clicked = true;
        // Windows gives no keys to a window that is not in front.
        SwingUtilities.getWindowAncestor(target).toFront();
        target.requestFocus();
    }

    private boolean isDrag(MouseEvent event) {
        return Math.abs(event.getX() - pressed.getX()) > UNSTEADY || Math.abs(event.getY() - pressed.getY()) > UNSTEADY;
    }

    /** From where the mouse was pressed to where it is, in pixels of the image. */
    private Rectangle area(MouseEvent event) {
        Rectangle area = new Rectangle(canvas.offScreenX(pressed.getX()), canvas.offScreenY(pressed.getY()), 0, 0);
        area.add(canvas.offScreenX(event.getX()), canvas.offScreenY(event.getY()));
        area.setSize(area.width + 1, area.height + 1);
        return area;
    }

    /** Gives the window back to ImageJ. */
    @Override
    public void close() {
        canvas.removeMouseListener(this);
        canvas.removeMouseMotionListener(this);
        givenBack.forEach(Runnable::run);
        givenBack.clear();
    }
}
