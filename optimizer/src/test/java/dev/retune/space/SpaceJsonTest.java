package dev.retune.space;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpaceJsonTest {

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fromJson_ofWhatToJsonWrote_isEqual(long seed) {
        SearchSpace space = RandomSpaces.any(seed);
        assertThat(SearchSpace.fromJson(space.toJson())).isEqualTo(space).hasSameHashCodeAs(space);
    }

    @Test
    void fromJson_keepsConstraints() {
        SearchSpace space = SearchSpace.builder()
                .add(Parameter.real("a", 0, 1))
                .add(Parameter.choice("num.impute", "it's", "\"mean\""))
                .constraint("a <= 0.5 || num.impute == \"it's\"")
                .build();
        assertThat(SearchSpace.fromJson(space.toJson())).isEqualTo(space);
    }

    @Test
    void fromJson_ofEnumsAndOddNumbers_takesTheirValuesBack() {
        SearchSpace space = SearchSpace.of(
                Parameter.choice("scale", Scale.values()),
                Parameter.choice("big", 10_000_000_000L, 1e-3),
                Parameter.choice("f", 0.1f, 2f));
        SearchSpace back = SearchSpace.fromJson(space.toJson());
        assertThat(back.toJson()).isEqualTo(space.toJson());
        Configuration point = space.decode(new double[] {0.5, 0, 0});
        assertThat(space.configuration(back.configuration(point.toJson()).toJson()))
                .isEqualTo(point);
    }

    @Test
    void toJson_isTheProtocolsForm() {
        IntParameter layers = Parameter.integer("layers", 1, 3);
        ChoiceParameter<String> kind = Parameter.choice("kind", "a", "b").ordered();
        SearchSpace space = SearchSpace.builder()
                .add(layers)
                .add(kind)
                .add(Parameter.real("rate", 1e-3, 1).log(), kind.is("b"))
                .add(Parameter.real("momentum", 0.5, 0.9).logit(), kind.is("a"), layers.atLeast(2))
                .add(Parameter.integer("units", 16, 64).step(16))
                .constraint("units < 64")
                .build();
        assertThat(space.toJson())
                .isEqualTo("{\"parameters\":["
                        + "{\"name\":\"layers\",\"type\":\"int\",\"lower\":1,\"upper\":3,\"log\":false},"
                        + "{\"name\":\"kind\",\"type\":\"cat\",\"choices\":[\"a\",\"b\"],\"ordered\":true},"
                        + "{\"name\":\"rate\",\"type\":\"float\",\"lower\":0.001,\"upper\":1.0,\"log\":true,"
                        + "\"condition\":{\"parent\":\"kind\",\"values\":[\"b\"]}},"
                        + "{\"name\":\"momentum\",\"type\":\"float\",\"lower\":0.5,\"upper\":0.9,\"logit\":true,"
                        + "\"condition\":[{\"parent\":\"kind\",\"values\":[\"a\"]},"
                        + "{\"parent\":\"layers\",\"values\":[2,3]}]},"
                        + "{\"name\":\"units\",\"type\":\"int\",\"lower\":16,\"upper\":64,\"log\":false,\"step\":16}],"
                        + "\"constraints\":[\"units < 64\"]}");
    }

    @Test
    void fromJson_ofTheProtocolsArray_readsEveryKind() {
        SearchSpace space = SearchSpace.fromJson("""
                [{"name":"lr","type":"float","lower":1e-4,"upper":1,"log":true},
                 {"name":"drop","type":"float","lower":0,"upper":0.5,"log":false,"step":0.1},
                 {"name":"layers","type":"int","lower":1.0,"upper":3},
                 {"name":"act","type":"cat","choices":["relu",1,2.5,true],"ordered":true},
                 {"name":"units","type":"int","lower":8,"upper":64,"log":true,
                  "condition":{"parent":"layers","values":[2,3.0]}}]""");
        IntParameter layers = Parameter.integer("layers", 1, 3);
        assertThat(space)
                .isEqualTo(SearchSpace.builder()
                        .add(Parameter.real("lr", 1e-4, 1).log())
                        .add(Parameter.real("drop", 0, 0.5).step(0.1))
                        .add(layers)
                        .add(Parameter.choice("act", List.<Object>of("relu", 1, 2.5, true))
                                .ordered())
                        .add(Parameter.integer("units", 8, 64).log(), layers.in(2, 3))
                        .build());
        Map<String, Object> point = Map.of("lr", 1, "drop", 0.3, "layers", 2.0, "act", 1.0, "units", 16L);
        assertThat(space.configuration(point).toMap())
                .isEqualTo(Map.of("lr", 1.0, "drop", 0.3, "layers", 2, "act", 1, "units", 16));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'name':'x','type':'float','lower':0,'upper':1,'stp':0.1}] | Parameter 'x' has the unknown key 'stp'; did you mean 'step'?",
                "[{'name':'x','type':'cat','choices':['a'],'lower':1}]        | Parameter 'x' has the unknown key 'lower'",
                "[{'name':'x','type':'real','lower':0,'upper':1}]             | Parameter 'x' needs 'float', 'int' or 'cat' as 'type', not 'real'",
                "[{'name':'x','lower':0,'upper':1}]                           | Parameter 'x' needs 'float', 'int' or 'cat' as 'type', not nothing",
                "[{'name':'x','type':7}]                                      | Parameter 'x' needs 'float', 'int' or 'cat' as 'type', not 7",
                "[{'type':'float'}]                                           | A parameter is an object with a 'name', not {'type':'float'}",
                "[{'name':5,'type':'float'}]                                  | A parameter is an object with a 'name', not {'name':5,'type':'float'}",
                "['x']                                                        | A parameter is an object with a 'name', not 'x'",
                "[]                                                           | The space has no parameters: add at least one",
                "7                                                            | The space is an array of parameters, not 7",
                "{'params':[]}                                                | The space has the unknown key 'params'",
                "[{'name':'x','type':'float','lower':'0','upper':1}]          | Parameter 'x' needs a number as 'lower', not '0'",
                "[{'name':'x','type':'float','lower':0}]                      | Parameter 'x' needs a number as 'upper', not nothing",
                "[{'name':'x','type':'int','lower':0.5,'upper':1}]            | Parameter 'x' needs a whole number of at most 2147483647 as 'lower', not 0.5",
                "[{'name':'x','type':'int','lower':0,'upper':9999999999}]     | Parameter 'x' needs a whole number of at most 2147483647 as 'upper', not 9999999999",
                "[{'name':'x','type':'float','lower':0,'upper':1,'log':1}]    | Parameter 'x' has 'log': 1, which is not true or false",
                "[{'name':'x','type':'float','lower':0,'upper':1,'log':true}] | Parameter 'x' has a log scale with low = 0: a log scale needs low > 0",
                "[{'name':'x','type':'float','lower':2,'upper':1}]            | Parameter 'x' has low = 2 > high = 1: swap them",
                "[{'name':'x','type':'float','lower':0,'upper':1,'step':0}]   | Parameter 'x' has step 0.0: a step must be above 0",
                "[{'name':'x','type':'float','lower':0.1,'upper':0.2,'log':true,'logit':true}] | Parameter 'x' has both a log and a logit scale: choose one",
                "[{'name':'x','type':'cat','choices':'a'}]                    | Parameter 'x' needs an array as 'choices'",
                "[{'name':'x','type':'cat','choices':[['a']]}]                | Parameter 'x' has the choice ['a']: choices are text, numbers, true or false",
                "[{'name':'x','type':'cat','choices':[null]}]                 | Parameter 'x' has the choice null: choices are text, numbers, true or false",
                "[{'name':'x','type':'cat','choices':['a'],'condition':{'parent':'y','values':[1]}}] | Parameter 'x' depends on 'y', which is not declared before it: put the parent first",
                "[{'name':'x','type':'cat','choices':['a'],'condition':'y'}]  | Parameter 'x' has a condition that is not {'parent':NAME,'values':[...]}: 'y'",
                "[{'name':'y','type':'cat','choices':['a']},{'name':'x','type':'cat','choices':['a'],'condition':{'parent':'y','value':'a','values':['a']}}] | Parameter 'x''s condition has the unknown key 'value'; did you mean 'values'?",
                "[{'name':'y','type':'cat','choices':['a']},{'name':'x','type':'cat','choices':['a'],'condition':{'parent':'y','values':['b']}}] | Parameter 'y' = 'b' is not among [a]; did you mean 'a'?",
                "{'parameters':[{'name':'x','type':'cat','choices':['a']}],'constraints':[1]} | A constraint is text like 'a + b <= 1', not 1",
                "{'parameters':[{'name':'x','type':'cat','choices':['a']}],'constraints':'x'} | The space needs an array as 'constraints'",
            })
    void fromJson_ofBadInput_saysWhatWasExpected(String json, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.fromJson(json.replace('\'', '"')))
                .satisfies(e -> assertThat(e.getMessage().replace('"', '\'')).isEqualTo(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{'name':",
                "[] []",
                "nonsense",
                "``",
                "[{'name':'x','name':'y','type':'cat','choices':['a']}]",
            })
    void fromJson_ofNoJson_saysSoInOneLine(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SearchSpace.fromJson(json.replace('\'', '"')))
                .satisfies(e ->
                        assertThat(e.getMessage()).startsWith("The space is").doesNotContain("\n"));
    }
}
