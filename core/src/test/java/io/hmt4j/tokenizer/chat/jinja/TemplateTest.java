package io.hmt4j.tokenizer.chat.jinja;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import io.hmt4j.tokenizer.chat.Fixtures;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final List<String> PIECES = List.of(
            "{{",
            "}}",
            "{%",
            "%}",
            "{#",
            "#}",
            "-",
            "+",
            "{%-",
            "-%}",
            "{{-",
            "-}}",
            " ",
            "\n",
            "\n  ",
            "x",
            "s",
            "xs",
            "d",
            "loop",
            ".",
            ",",
            "(",
            ")",
            "[",
            "]",
            "{",
            "}",
            ":",
            "|",
            "~",
            "*",
            "**",
            "/",
            "//",
            "%",
            "=",
            "==",
            "<",
            "'a'",
            "\"",
            "'",
            "\\",
            "1",
            "0",
            "2.5",
            "-1",
            "if",
            "else",
            "elif",
            "endif",
            "for",
            "in",
            "endfor",
            "set",
            "endset",
            "macro",
            "endmacro",
            "call",
            "endcall",
            "filter",
            "endfilter",
            "with",
            "endwith",
            "raw",
            "endraw",
            "break",
            "continue",
            "generation",
            "endgeneration",
            "is",
            "not",
            "and",
            "or",
            "none",
            "true",
            "upper",
            "length",
            "tojson",
            "join",
            "first",
            "sort",
            "map",
            "select",
            "defined",
            "string",
            "mapping",
            "odd",
            "range(3)",
            "namespace()",
            "é",
            "😀",
            "items()",
            "split",
            "strip()",
            "d.a",
            "xs[0]",
            "xs[::-1]",
            "m",
            "m()",
            "{% for x in xs %}",
            "{% endfor %}",
            "{% if x %}",
            "{% endif %}",
            "{{ x }}",
            "{% set x = xs %}",
            "{% macro m(a) %}",
            "{% endmacro %}",
            "{{ m(x) }}");

    private static String render(String template, Map<String, Object> variables) {
        return Template.parse(template, "test").render(variables, Fixtures.CLOCK);
    }

    @Test
    void randomTemplatesRenderOrAreRefusedAndNeverFailOtherwise() {
        SplittableRandom random = new SplittableRandom(20240705);
        Map<String, Object> variables =
                Map.of("s", "Héllo 😀", "xs", List.of(3, 1.5, "a", List.of()), "d", Map.of("a", true), "x", 7);
        int rendered = 0;
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            try {
                render(randomTemplate(random), variables);
                rendered++;
            } catch (InputException expected) {
                assertThat(expected).hasMessageStartingWith("chat template test");
                refused++;
            }
        }
        assertThat(rendered).isGreaterThan(1_000);
        assertThat(refused).isGreaterThan(1_000);
    }

    private static String randomTemplate(SplittableRandom random) {
        boolean inside = random.nextInt(3) > 0;
        StringBuilder template = new StringBuilder(inside ? "{{ " : "");
        int pieces = random.nextInt(1, 9);
        for (int piece = 0; piece < pieces; piece++) {
            template.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
        }
        return template.append(inside ? " }}" : "").toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
                "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
                "{% macro m(x) %}{% for i in x %}{{ m(x) }}{% endfor %}{% endmacro %}{{ m('ab') }}",
                "{% set ns = namespace(x='aaaaaaaa') %}{% for i in range(99) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = ns.x + ns.x %}{% endfor %}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(9999) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x }}",
                "{% set ns = namespace(x=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}{% endfor %}{{ ns.x|tojson }}",
                "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(99) %}{% set ns.x = [ns.x, ns.x] %}"
                        + "{% set ns.y = [ns.y, ns.y] %}{% endfor %}{{ ns.x == ns.y }}",
                "{% set ns = namespace(x=(1,)) %}{% for i in range(99) %}{% set ns.x = (ns.x, ns.x) %}{% endfor %}{{ {ns.x: 1} }}",
                "{{ 'a' * 999999999 }}",
                "{{ 'a' * 9999999999999999999999 }}",
                "{{ [1] * 999999999 }}",
                "{{ 2 ** 99999 }}",
                "{{ 99999999999 ** 99999 }}",
                "{{ '%999999999d' % 1 }}",
                "{{ 'a'.ljust(999999999) }}",
                "{{ 'a'|indent(999999999, true) }}",
                "{{ [1]|tojson(indent=999999999) }}",
                "{{ ('a' * 60000000).replace('a', 'b' * 60000000) }}",
                "{{ ('a' * 9999)|list|map('replace', 'a', 'b' * 60000000)|join }}",
                "{{ range(100001) }}",
                "{{ range(-9223372036854775807, 9223372036854775807) }}",
            })
    void aTemplateThatWouldNotEndOrWouldFillTheMemoryIsRefused(String template) {
        assertThatThrownBy(() -> render(template, Map.of())).isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "[", "{'a':", "-", "not ", "x[", "x(", "x|default(", "1 if "})
    void anExpressionNestedWithoutEndIsRefused(String opening) {
        assertThatThrownBy(() -> render("{{ " + opening.repeat(100_000) + " }}", Map.of()))
                .isInstanceOf(InputException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{% if x %}", "{% for x in y %}", "{% set x %}", "{% macro m() %}", "{% with %}"})
    void tagsNestedWithoutEndAreRefused(String opening) {
        assertThatThrownBy(() -> render(opening.repeat(100_000), Map.of()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested");
    }

    @Test
    void aLongChainOfOperatorsIsRenderedOrRefused() {
        String chain = "1" + " + 1".repeat(500);
        assertThat(render("{{ " + chain + " }}", Map.of())).isEqualTo("501");
        assertThatThrownBy(() -> render("{{ 1" + " + 1".repeat(100_000) + " }}", Map.of()))
                .isInstanceOf(InputException.class);
    }

    @Test
    void aLongMessageIsRenderedWhole() {
        String text = "The quick brown fox. ".repeat(500_000);
        String template = "{% for m in messages %}{{ '<' + m.strip() ~ '>' }}{% endfor %}";
        assertThat(render(template, Map.of("messages", List.of(text, text)))).hasSize(2 * (text.length() + 1));
    }

    @Test
    void anErrorNamesTheTemplateTheLineAndWhatIsKnown() {
        assertThatThrownBy(() -> Template.parse("a\n\n{{ x | uper }}", "my.jinja"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("chat template my.jinja, line 3: unknown filter 'uper'; known: abs, ")
                .hasMessageContaining("upper");
        assertThatThrownBy(() -> Template.parse("{% if x is strnig %}{% endif %}", "my.jinja"))
                .hasMessageStartingWith("chat template my.jinja, line 1: unknown test 'strnig'; known: ");
        assertThatThrownBy(() -> Template.parse("{% iff x %}", "my.jinja"))
                .hasMessageStartingWith("chat template my.jinja, line 1: unknown tag 'iff'; known: if, for, ");
        assertThatThrownBy(
                        () -> render("{% for x in [1] %}\n{{ x }}\n{{ raise_exception('No!') }}{% endfor %}", Map.of()))
                .hasMessage("chat template test, line 3: No!");
        assertThatThrownBy(() -> render("\n{{ a.b.c }}", Map.of("a", Map.of())))
                .hasMessage("chat template test, line 2: 'dict object' has no attribute 'b'");
        assertThatThrownBy(() -> render("{{ 'x'.encode() }}", Map.of()))
                .hasMessage("chat template test, line 1: 'encode' of 'str' is not supported");
    }

    @Test
    void javaValuesBecomeTheTemplatesValues() {
        Map<String, Object> values = new HashMap<>();
        values.put("nothing", null);
        values.put("list", Arrays.asList(1, 2L, (short) 3, 1.5f, 2.5, true, null, "s"));
        values.put("big", new BigInteger("18446744073709551616"));
        values.put("map", Map.of(1, "one"));
        assertThat(render("{{ nothing }} {{ list }} {{ big + 1 }} {{ map[1] }} {{ map|tojson }}", values))
                .isEqualTo("None [1, 2, 3, 1.5, 2.5, True, None, 's'] 18446744073709551617 one {\"1\": \"one\"}");
    }

    @Test
    void aJavaValueOfAnotherTypeOrNestedInItselfIsRefused() {
        assertThatThrownBy(() -> render("", Map.of("x", new Object())))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("java.lang.Object");
        List<Object> endless = new ArrayList<>();
        endless.add(endless);
        assertThatThrownBy(() -> render("", Map.of("x", endless)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("nested");
    }
}
