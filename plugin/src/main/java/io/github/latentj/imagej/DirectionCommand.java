package io.github.latentj.imagej;

import ij.IJ;
import ij.measure.ResultsTable;
import io.github.latentj.explore.Direction;
import io.github.latentj.explore.DirectionFolder;
import io.github.latentj.explore.FindDirection;
import io.github.latentj.inference.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** <em>LatentJ Direction...</em>: finds, lists and deletes directions in latent space. */
final class DirectionCommand implements Command {
    private final ParameterTable parameters = new ParameterTable(
            ModelOfLatents.parameter(),
            Parameter.choice(
                    "action",
                    "Action",
                    "Groups: from the mean of one group of images to that of another, four and four for example."
                            + " Column: along a column of the Results table, row by row for the images of 'to'."
                            + " Principal: what changes the first layer most, found without images.",
                    "groups",
                    "column",
                    "principal",
                    "list",
                    "delete"),
            Parameter.text("name", "Name", "The name of the direction.", "", "letters, digits, blanks, '_' and '-'"),
            Parameter.text("from", "From", "The images of the first group.", "", LatentReferences.ALLOWED),
            Parameter.text(
                    "to",
                    "To",
                    "The images of the second group, or those that the table measures.",
                    "selected",
                    LatentReferences.ALLOWED),
            Parameter.text("column", "Column", "The column of the Results table.", "", "the name of a column"),
            Parameter.integer(
                    "component", "Component", "Which principal direction, 1 for the strongest.", 1, 1, 65_536),
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
                + " folder 'directions' beside the model. Groups needs From and To; column needs To and Column; principal, which needs no images, the Component; all need a Name.";
    }

    @Override
    public ParameterTable parameters() {
        return parameters;
    }

    @Override
    public ParameterValues explicit(ParameterValues values) {
        String action = values.text("action");
        ParameterValues explicit = values;
        for (String key : new String[] {"from", "to"}) {
            boolean used = action.equals("groups") || action.equals("column") && key.equals("to");
            String references =
                    used && !values.text(key).isEmpty() ? LatentReferences.explicit(key, values.text(key)) : "";
            explicit = explicit.with(key, references);
        }
        return explicit;
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
        String action = values.text("action");
        if (action.equals("list")) {
            List<String> names = new DirectionFolder(model).names();
            IJ.log(title() + ": " + (names.isEmpty() ? "none is saved beside " + model : String.join(", ", names)));
        } else if (action.equals("delete")) {
            new DirectionFolder(model).delete(values.text("name"));
            IJ.log(title() + ": deleted '" + values.text("name") + "'");
        } else {
            Direction found =
                    find(values, groups, new FindDirection(PriorQuestion.models(values), model, values.text("name")));
            IJ.log(title() + ": saved '" + found.name() + "', " + found.origin());
        }
    }

    private static Direction find(ParameterValues values, List<LatentReferences> groups, FindDirection search) {
        switch (values.text("action")) {
            case "groups":
                if (groups.size() < 2) {
                    throw new ParameterException("from and to must both name images for a direction between groups");
                }
                return search.between(groups.get(0).sources(), groups.get(1).sources());
            case "column":
                if (groups.isEmpty()) {
                    throw new ParameterException("to must name the images that the table measures");
                }
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
