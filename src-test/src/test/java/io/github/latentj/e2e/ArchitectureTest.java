package io.github.latentj.e2e;

import static com.tngtech.archunit.base.DescribedPredicate.anyElementThat;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;

/** The rooms of the house and the directions between them. */
@AnalyzeClasses(
        packages = "io.github.latentj",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
    /** A build up to {@code package} sees the plugin's tests as a jar, whose place does not tell. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String HOUSE = "io.github.latentj";
    private static final String WORKER = HOUSE + ".inference.worker";
    private static final String[] PLUGIN = {
        HOUSE + ".latent..", HOUSE + ".inference..", HOUSE + ".explore..", HOUSE + ".imagej..", HOUSE + ".scijava.."
    };

    @ArchTest
    static final ArchRule contractIsPlainJava = classes()
            .that()
            .resideInAPackage(HOUSE + ".contract..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(HOUSE + ".contract..", "java..");

    @ArchTest
    static final ArchRule pluginKnowsNeitherTrainerNorExporter = noClasses()
            .that()
            .resideInAnyPackage(PLUGIN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HOUSE + ".onnx..", HOUSE + ".trainer..", "ai.djl..", "com.google..");

    @ArchTest
    static final ArchRule trainerAndExporterDoNotKnowThePlugin = noClasses()
            .that()
            .resideInAnyPackage(HOUSE + ".trainer..", HOUSE + ".onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(PLUGIN);

    @ArchTest
    static final ArchRule exporterDoesNotKnowTheTrainer = noClasses()
            .that()
            .resideInAPackage(HOUSE + ".onnx..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + ".trainer..");

    @ArchTest
    static final ArchRule protobufStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + ".onnx.proto..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.google.protobuf..", "ai.onnx.proto..");

    @ArchTest
    static final ArchRule graphIsPlainJava = classes()
            .that()
            .resideInAPackage(HOUSE + ".onnx.graph..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(HOUSE + ".onnx.graph..", HOUSE + ".contract..", "java..");

    @ArchTest
    static final ArchRule onnxRuntimeStaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages(WORKER, HOUSE + ".trainer.export..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.onnxruntime..");

    @ArchTest
    static final ArchRule imageJStaysInItsRooms = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + ".imagej..", HOUSE + ".scijava..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ij..");

    @ArchTest
    static final ArchRule sciJavaStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + ".scijava..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.scijava..", HOUSE + ".scijava..");

    /** SciJava loads services before Fiji patches ImageJ; a class of ImageJ that is loaded then stays unpatched. */
    @ArchTest
    static final ArchRule servicesDoNotLoadImageJ = noMethods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage(HOUSE + ".scijava..")
            .and()
            .areDeclaredInClassesThat()
            .haveSimpleNameEndingWith("Service")
            .should()
            .haveRawReturnType(resideInAPackage("ij.."))
            .orShould()
            .haveRawParameterTypes(anyElementThat(resideInAPackage("ij..")));

    @ArchTest
    static final ArchRule djlStaysWhereNetworksAre = noClasses()
            .that()
            .resideOutsideOfPackages(
                    HOUSE + ".onnx",
                    HOUSE + ".onnx.nn..",
                    HOUSE + ".onnx.convert..",
                    HOUSE + ".trainer.model..",
                    HOUSE + ".trainer.train..",
                    HOUSE + ".trainer.export..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("ai.djl..");

    @ArchTest
    static final ArchRule useCasesHaveNoUserInterface = noClasses()
            .that()
            .resideInAnyPackage(HOUSE + ".explore..", HOUSE + ".latent..", HOUSE + ".inference..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.awt..", "javax.swing..");

    @ArchTest
    static final ArchRule scriptsEnterImageJByItsFrontDoor = noClasses()
            .that()
            .resideOutsideOfPackage(HOUSE + ".imagej..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(HOUSE + ".imagej.*..");

    /** Opening a model by {@code GeneratorModels} and its like is what checks it. */
    @ArchTest
    static final ArchRule nobodyRunsAFileUnchecked = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + ".inference", HOUSE + ".inference.runtime")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("io\\.github\\.latentj\\.inference\\.runtime\\.(OnnxRuntime|RemoteNetwork|Network)");

    @ArchTest
    static final ArchRule roomsHaveNoCycles =
            slices().matching(HOUSE + ".(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyTheEdgesUseTheStandardStreams = noClasses()
            .that()
            .resideOutsideOfPackages(HOUSE + ".trainer", HOUSE + ".trainer.model", HOUSE + ".imagej..", WORKER)
            .should(ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule nobodyDeserialisesJavaObjects = noClasses()
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.io\\.ObjectInputStream|java\\.beans\\.XMLDecoder");

    @ArchTest
    static final ArchRule workerKnowsOnnxRuntimeAndNothingOfTheHouse = classes()
            .that()
            .resideInAPackage(WORKER)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(WORKER, "ai.onnxruntime..", "java..");

    /** The worker is a process of its own. */
    @ArchTest
    static final ArchRule pluginNeverEndsTheJvm = noClasses()
            .that()
            .resideInAnyPackage(PLUGIN)
            .and()
            .resideOutsideOfPackage(WORKER)
            .should()
            .callMethod(System.class, "exit", int.class)
            .orShould()
            .callMethod(Runtime.class, "halt", int.class);

    @ArchTest
    static final ArchRule pluginAndContractDoNotTouchTheNetwork = noClasses()
            .that()
            .resideInAnyPackage(
                    HOUSE + ".latent..", HOUSE + ".inference..", HOUSE + ".explore..", HOUSE + ".contract..")
            .should()
            .dependOnClassesThat(resideInAPackage("java.net..")
                    .and(not(type(URL.class).or(type(URI.class)).or(type(URISyntaxException.class)))))
            .orShould()
            .callMethod(URL.class, "openStream")
            .orShould()
            .callMethod(URL.class, "openConnection");
}
