package io.github.latentj.e2e;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts long commands by macro, one after the other, presses Escape as soon as each shows progress, and notes what was
 * left. Arguments: ImageJ folder, output folder, file with one command a line, as {@code name|macro before|macro}.
 */
final class EscapeDriver {
    private EscapeDriver() {}

    public static void main(String[] arguments) throws Exception {
        Path out = Path.of(arguments[1]);
        ImageJDriver driver = ImageJDriver.startImageJ(arguments[0]);
        driver.click(IJ.getInstance().getStatusBar());
        List<String> report = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(arguments[2]))) {
            String[] parts = line.split("\\|", -1);
            IJ.runMacro(parts[1]);
            report.add(parts[0] + ": " + escaped(driver, parts[2]));
            Files.write(out.resolve("escape.txt"), report);
            IJ.runMacro("close('*'); run('Clear Results'); print('\\\\Clear');");
        }
        System.exit(0);
    }

    private static String escaped(ImageJDriver driver, String command) throws Exception {
        int images = WindowManager.getImageCount();
        int rows = ResultsTable.getResultsTable().size();
        int windows = driver.titles().size();
        IJ.showStatus("");
        Thread macro = new Thread(() -> IJ.runMacro(command + " print('went on');"), "macro");
        macro.start();
        driver.waitFor("progress", () -> driver.statusText().contains("(Escape stops)") ? "seen" : null);
        long pressed = System.currentTimeMillis();
        driver.handToImageJ(KeyEvent.VK_ESCAPE);
        macro.join(60_000);
        String log = IJ.getLog();
        return "stopped=" + !macro.isAlive() + " in time=" + (System.currentTimeMillis() - pressed < 20_000)
                + " new images=" + (WindowManager.getImageCount() - images) + " new rows="
                + (ResultsTable.getResultsTable().size() - rows) + " macro went on="
                + (log != null && log.contains("went on")) + " windows left="
                + (driver.titles().size() - windows);
    }
}
