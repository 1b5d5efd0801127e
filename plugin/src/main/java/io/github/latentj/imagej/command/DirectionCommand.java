package io.github.latentj.imagej.command;

import ij.measure.ResultsTable;
import io.github.latentj.explore.Direction;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.FindDirection;
import io.github.latentj.imagej.image.LatentReferences;
import io.github.latentj.imagej.parameter.Parameter;
import io.github.latentj.imagej.parameter.ParameterException;
import io.github.latentj.imagej.parameter.ParameterTable;
import io.github.latentj.imagej.parameter.ParameterValues;
import io.github.latentj.imagej.parameter.Problems;
import io.github.latentj.imagej.window.Announcement;
import io.github.latentj.imagej.window.FactSheet;
import io.github.latentj.inference.runtime.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** <em>LatentJ Direction...</em>: finds, lists and deletes directions in latent space. */
final class DirectionCommand implements Command {
    private static final String GROUPS = "groups";
    private static final String COLUMN = "column";
    private static final String LIST = "list";
    private static final String DELETE = "delete";

    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.choice(
                    "action",
                    "Action",
                    "Groups: finds the direction from the mean of one group of images (From) to that of another (To), four"
                            + " and four for example. Column: finds the one along which a column of the Results table"
                            + " grows, whose rows measure the images of To. Principal: finds what changes the generator's"
                            + " first layer most, without images. List: shows what is saved. Delete: removes a saved one.",
                    GROUPS,
                    COLUMN,
                    "principal",
                    LIST,
                    DELETE),
            Parameter.nameOfDirection(
                    "Name of the direction",
                    "What the new direction shall be called, or which saved one to delete; it must be given, but for"
                            + " action=list."),
            Parameter.replace(),
            Parameter.images(
                    "from",
                    "From images (groups)",
                    "For action=groups: the images that lack the property, such as small nuclei.",
                    ""),
            Parameter.images(
                    "to",
                    "To images (groups, column)",
                    "For action=groups: the images that have the property, such as large nuclei. For action=column: the"
                            + " images that the rows of the table measure, in order.",
                    "selected"),
            Parameter.text(
                    "column",
                    "Column of Results (column)",
                    "For action=column: the column of the Results table.",
                    "",
                    "the name of a column"),
            Parameter.integer(
                    "component",
                    "Component (principal)",
                    "For action=principal: which principal direction, 1 for the strongest; at most as many as the latent"
                            + " vector has components.",
                    1,
                    1,
                    65_536),
            PriorQuestion.parameter());

    @Override
    public String key() {
        return "direction";
    }

    @Override
    public String title() {
        return "LatentJ Direction";
    }

    @Override
    public String intro() {
        return "Finds a direction in latent space along which one property of the images changes, and saves it in the"
                + " folder 'directions' beside the model. Behind each field stands the action that needs it.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public boolean uses(String key, ParameterValues values) {
        String action = values.text("action");
        switch (key) {
            case "name":
                return !action.equals(LIST);
            case "replace":
                return !action.equals(LIST) && !action.equals(DELETE);
            case "from":
                return action.equals(GROUPS);
            case "to":
                return action.equals(GROUPS) || action.equals(COLUMN);
            case "column":
                return action.equals(COLUMN);
            default:
                return true;
        }
    }

    @Override
    public boolean isOfferedAgain(ParameterValues values) {
        return !values.text("action").equals(DELETE);
    }

    @Override
    public void check(ParameterValues values, Problems problems) {
        for (String key : new String[] {"from", "to"}) {
            if (uses(key, values) && values.text(key).isEmpty()) {
                problems.add(key + " must name images for action=" + values.text("action"));
            }
        }
        if (uses("column", values)) {
            problems.check(() -> column(values.text("column")));
        }
        ModelOfLatents.named(this, values)
                .map(model -> new DirectionFolder(model, values.flag("replace")))
                .ifPresent(saved -> checkName(saved, values, problems));
    }

    private static void checkName(DirectionFolder saved, ParameterValues values, Problems problems) {
        String name = values.text("name");
        if (values.text("action").equals(DELETE)) {
            problems.check(() -> saved.require("name", name));
        } else if (!values.text("action").equals(LIST)) {
            problems.check(() -> saved.requireFree(name));
        }
    }

    @Override
    public void run(ParameterValues values, Progress progress) {
        List<LatentReferences> groups = new ArrayList<>();
        for (String key : new String[] {"from", "to"}) {
            if (!values.text(key).isEmpty()) {
                groups.add(LatentReferences.parse(key, values.text(key)));
            }
        }
        Path model = ModelOfLatents.of(values, groups);
        String name = values.text("name");
        switch (values.text("action")) {
            case LIST:
                list(model);
                break;
            case DELETE:
                new DirectionFolder(model).delete(name);
                Announcement.result(title(), "deleted '" + name + "'");
                break;
            default:
                Direction found = find(
                        values,
                        groups,
                        new FindDirection(PriorQuestion.models(values), model, name, values.flag("replace")));
                Announcement.result(title(), "saved '" + found.name() + "' beside the model");
        }
    }

    private void list(Path model) {
        DirectionFolder folder = new DirectionFolder(model);
        List<String> names = folder.names();
        String all = names.isEmpty() ? "none is saved beside " + model : String.join(", ", names);
        Announcement.result(title(), all);
        if (!names.isEmpty() && !Announcement.isUnseen()) {
            Map<String, String> origins = new LinkedHashMap<>();
            names.forEach(name -> origins.put(name, folder.origin(name)));
            FactSheet.show("Directions beside " + model.getFileName(), "Direction\tFound", origins);
        }
    }

    private static Direction find(ParameterValues values, List<LatentReferences> groups, FindDirection search) {
        switch (values.text("action")) {
            case GROUPS:
                return search.between(groups.get(0).sources(), groups.get(1).sources());
            case COLUMN:
                return search.along(groups.get(0).sources(), column(values.text("column")), values.text("column"));
            default:
                return search.principal(values.integer("component"));
        }
    }

    private static double[] column(String name) {
        ResultsTable table = ResultsTable.getResultsTable();
        int column = table.getColumnIndex(name);
        if (column == ResultsTable.COLUMN_NOT_FOUND) {
            throw new ParameterException("column must be a column of the Results table, which has "
                    + String.join(", ", table.getHeadings()) + "; found '" + name + "'");
        }
        double[] values = new double[table.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = table.getValueAsDouble(column, row);
        }
        return values;
    }
}
