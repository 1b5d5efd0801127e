package io.github.latentj.trainer.bioimageio;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** YAML that readers of version 1.1 and of 1.2 understand alike. */
final class Yaml {
    private Yaml() {}

    static String of(Map<String, ?> mapping) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setSplitLines(false)
                .build();
        return new Dump(settings, new QuotingRepresenter(settings)).dumpToString(mapping);
    }

    /** Quotes what a reader could take for something other than text: 1.1 reads {@code no} and {@code y} as truth values. */
    private static final class QuotingRepresenter extends StandardRepresenter {
        private static final Set<String> NOT_TEXT =
                Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null", "inf", "nan");

        QuotingRepresenter(DumpSettings settings) {
            super(settings);
            representers.put(Double.class, value -> representScalar(Tag.FLOAT, number((Double) value)));
        }

        /** Version 1.1 takes 1.0E7, with no sign in the exponent, for text. */
        private static String number(double value) {
            return Double.toString(value).replaceFirst("E(?=\\d)", "E+");
        }

        @Override
        protected Node representScalar(Tag tag, String value, ScalarStyle style) {
            boolean plain =
                    value.matches("[A-Za-z][A-Za-z0-9_]*") && !NOT_TEXT.contains(value.toLowerCase(Locale.ROOT));
            return super.representScalar(tag, value, tag.equals(Tag.STR) && !plain ? ScalarStyle.DOUBLE_QUOTED : style);
        }
    }
}
