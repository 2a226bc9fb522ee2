package io.hmt4j.train.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recipes that come with the project. */
class RecipesFolderTest {

    private static final Path FOLDER = Path.of("..", "recipes");
    private static final Path REFERENCE = FOLDER.resolve("reference.yaml");

    static Stream<Path> recipes() throws IOException {
        return recipes(1);
    }

    /** Those of the demonstration too, which explain what is theirs. */
    static Stream<Path> allRecipes() throws IOException {
        return recipes(2);
    }

    private static Stream<Path> recipes(int depth) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER, depth)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @Test
    void theDemonstrationsRecipesAreAmongThem() throws IOException {
        assertThat(allRecipes())
                .contains(FOLDER.resolve("demo").resolve("hmt.yaml"))
                .hasSizeGreaterThan(6);
    }

    @ParameterizedTest
    @MethodSource("allRecipes")
    void eachParsesAndReadsTheSameAfterItIsWrittenBack(Path file) {
        Recipe recipe = Recipe.load(file, List.of());
        assertThat(recipe.stages()).isNotEmpty();
        assertThat(Recipe.parse("again", recipe.toYaml(), Path.of("/elsewhere"), List.of()))
                .isEqualTo(recipe);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void eachSaysSomethingAboutEveryKeyTheFirstTimeItIsUsed(Path file) throws IOException {
        Set<String> explained = new HashSet<>();
        List<String> silent = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(file)) {
            Matcher key = Pattern.compile("^ *(?:- )?([a-z_0-9]+): *(\\S.*)?$").matcher(line);
            boolean section = key.matches() && key.group(2) == null;
            boolean comment = line.contains("# ") || before.strip().startsWith("#");
            if (key.matches() && !section && !comment && !explained.contains(key.group(1))) {
                silent.add(line);
            }
            if (key.matches()) {
                explained.add(key.group(1));
            }
            before = line;
        }
        assertThat(silent.stream().filter(line -> !line.matches(" *- (path|generate): .*")))
                .isEmpty();
    }

    @Test
    void theReferenceMentionsEveryKeyOfEveryRecord() throws IOException {
        String text = Files.readString(REFERENCE);
        Map<String, Set<String>> keys = RecipeKeys.all();
        assertThat(keys).hasSizeGreaterThan(60);
        assertThat(keys.keySet())
                .allSatisfy(key -> assertThat(text).containsPattern("(?m)^ *(# +)?(- )?" + key + ":( |$)"));
    }

    @Test
    void theReferenceTellsTheDefaultsThatHold() throws IOException {
        Map<String, Set<String>> defaults = RecipeKeys.all();
        Pattern told = Pattern.compile("^ *(?:# +)?(?:- )?([a-z_0-9]+): .*Default ([^\\s,:].*)$");
        int checked = 0;
        for (String line : Files.readAllLines(REFERENCE)) {
            Matcher matcher = told.matcher(line);
            if (matcher.matches()
                    && !defaults.getOrDefault(matcher.group(1), Set.of()).isEmpty()) {
                assertThat(defaults.get(matcher.group(1)))
                        .as(line)
                        .contains(matcher.group(2).replaceFirst(":.*", ""));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(25);
    }
}
