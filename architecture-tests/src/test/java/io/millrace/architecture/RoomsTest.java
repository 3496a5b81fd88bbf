package io.millrace.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Which room may know which: dependencies point down only. Think twice before you change a line here. */
@AnalyzeClasses(packages = "io.millrace", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
    @ArchTest
    static final ArchRule dependenciesPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("standalone")
            .definedBy("io.millrace.standalone..")
            .layer("gateway")
            .definedBy("io.millrace.gateway..")
            .layer("streams-service")
            .definedBy("io.millrace.streams..")
            .layer("firehose-service")
            .definedBy("io.millrace.firehose..")
            .layer("service-kit")
            .definedBy("io.millrace.kit..")
            .layer("identity")
            .definedBy("io.millrace.identity..")
            .layer("log")
            .definedBy("io.millrace.log..")
            .layer("wire")
            .definedBy("io.millrace.wire..")
            .layer("jq")
            .definedBy("io.millrace.jq..")
            .layer("bench")
            .definedBy("io.millrace.bench..")
            .whereLayer("standalone")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("bench")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("gateway")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("streams-service")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("firehose-service")
            .mayOnlyBeAccessedByLayers("standalone")
            .whereLayer("service-kit")
            .mayOnlyBeAccessedByLayers("streams-service", "firehose-service", "gateway", "standalone")
            .whereLayer("log")
            .mayOnlyBeAccessedByLayers("streams-service", "firehose-service", "standalone")
            .whereLayer("jq")
            .mayOnlyBeAccessedByLayers("firehose-service")
            .whereLayer("identity")
            .mayOnlyBeAccessedByLayers(
                    "service-kit", "streams-service", "firehose-service", "gateway", "standalone", "bench")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers(
                    "identity", "service-kit", "streams-service", "firehose-service", "gateway", "standalone", "bench");

    @ArchTest
    static final ArchRule theWireKnowsTheJdkAndJacksonOnly = classes()
            .that()
            .resideInAPackage("io.millrace.wire..")
            .should()
            .onlyDependOnClassesThat(
                    resideInAnyPackage("java..", "tools.jackson..", "org.jspecify..", "io.millrace.wire.."));

    @ArchTest
    static final ArchRule theLogKnowsTheJdkALoggerAndZstdOnly = classes()
            .that()
            .resideInAPackage("io.millrace.log..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    "java..",
                    "com.sun.nio.file..",
                    "com.github.luben.zstd..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "io.millrace.log.."));

    @ArchTest
    static final ArchRule jqKnowsTheJdkOnly = classes()
            .that()
            .resideInAPackage("io.millrace.jq..")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", "io.millrace.jq.."));

    @ArchTest
    static final ArchRule identityKnowsNoFramework = noClasses()
            .that()
            .resideInAPackage("io.millrace.identity..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.netty..", "jakarta.."));

    @ArchTest
    static final ArchRule shardsArePureValues = noClasses()
            .that()
            .resideInAPackage("io.millrace.streams.shard..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.springframework..", "io.netty..", "jakarta.."));

    @ArchTest
    static final ArchRule featuresOfStreamsHaveNoCycles =
            slices().matching("io.millrace.streams.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresOfFirehoseHaveNoCycles =
            slices().matching("io.millrace.firehose.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresOfTheGatewayHaveNoCycles =
            slices().matching("io.millrace.gateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule featuresOfTheKitHaveNoCycles =
            slices().matching("io.millrace.kit.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule entitiesStayInTheirFeature = classes()
            .that()
            .areAnnotatedWith("jakarta.persistence.Entity")
            .should()
            .bePackagePrivate();

    @ArchTest
    static final ArchRule signaturesAreJudgedInOnePlace = noClasses()
            .that(resideOutsideOfPackages("io.millrace.identity..", "io.millrace.bench.."))
            .should()
            .dependOnClassesThat(resideInAPackage("javax.crypto..")
                    .and(com.tngtech.archunit.base.DescribedPredicate.describe(
                            "Mac", type -> type.getSimpleName().equals("Mac"))));
}
