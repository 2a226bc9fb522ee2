package io.hmt4j.tokenizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hmt4j.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every broken tokenizer is one clear error with its file; several of these end the JVM in the native library. */
class BrokenTokenizerTest {

    private static final String BPE =
            "\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1,\"ab\":2},\"merges\":[\"a b\"]}";

    private final Path folder;

    BrokenTokenizerTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`` # the file must be a JSON object",
                "{ # not JSON",
                "[] # must be a JSON object",
                "{} # not a tokenizer",
                "{'model':[]} # model must be a JSON object",
                "{'model':{}} # not a tokenizer",
                "{BPE} trailing # not a tokenizer",
                "{'model':{'type':'BPE','vocab':{'a':-1},'merges':[]}} # has the id -1",
                "{'model':{'type':'BPE','vocab':{'a':4294967295},'merges':[]}} # out of range",
                "{'model':{'type':'BPE','vocab':{'a':'x'},'merges':[]}} # has the id x",
                "{'model':{'type':'BPE','vocab':{'a':0},'merges':['a c']}} # Token `c` out of vocabulary",
                "{'model':{'type':'BPE','vocab':{'a':0,'b':1},'merges':['ab']}} # Merges text file invalid",
                "{'model':{'type':'Unigram','unk_id':5,'vocab':[['a',0.0]]}} # UnkIdNotInVocabulary",
                "{'model':{'type':'BPE','vocab':{'a':0,'b':1,'ab':2},'merges':['a b'],'continuing_subword_prefix':'longlong'}} # continuing_subword_prefix",
                "{BPE,'normalizer':{'type':'Precompiled','precompiled_charsmap':''}} # normalizer has the type \"Precompiled\"",
                "{BPE,'normalizer':{'type':'Sequence','normalizers':[{'type':'Precompiled','precompiled_charsmap':'AAAA'}]}} # Precompiled",
                "{BPE,'pre_tokenizer':{'type':'Nonsense'}} # pre_tokenizer has the type \"Nonsense\"; known: BertPreTokenizer",
                "{BPE,'pre_tokenizer':{'type':'Split','pattern':{'Regex':'('},'behavior':'Isolated','invert':false}} # unmatched parenthesis",
                "{BPE,'decoder':{'type':'CTC'}} # decoder has the type \"CTC\"",
                "{BPE,'decoder':{'type':'Strip','content':'a','start':1,'stop':1}} # decoder Strip has stop 1",
                "{BPE,'decoder':{'type':'Replace','pattern':{'Regex':'a'},'content':''}} # is not supported",
                "{BPE,'post_processor':{'type':'TemplateProcessing','single':[{'SpecialToken':{'id':'X','type_id':0}}],'pair':[],'special_tokens':{}}} # special token \"X\"",
                "{BPE,'added_tokens':[{'id':77,'content':'z','single_word':false,'lstrip':false,'rstrip':false,'normalized':false,'special':true}]} # has the id 77",
                "{BPE,'added_tokens':[{'id':3,'content':'z'}]} # missing field",
            })
    void aBrokenFileIsAnErrorThatNamesIt(String json, String message) throws IOException {
        Files.writeString(
                folder.resolve("tokenizer.json"), json.replace('\'', '"').replace("{BPE", "{" + BPE));
        assertRefused("tokenizer.json", message);
    }

    @Test
    void anUnknownCharacterWithoutATokenForItIsAnError() throws IOException {
        Files.writeString(
                folder.resolve("tokenizer.json"),
                "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0},\"unk_token\":\"<unk>\",\"merges\":[]}}");
        try (Tokenizer tokenizer = Tokenizer.load(folder)) {
            assertThat(tokenizer.encode("a")).containsExactly(0);
            assertThatThrownBy(() -> tokenizer.encode("b"))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("<unk>")
                    .hasMessageContaining("tokenizer.json");
        }
    }

    @Test
    void aFolderWithoutATokenizerSaysWhatWasLookedFor() {
        assertRefused(folder.toString(), "tokenizer.json");
        assertThatThrownBy(() -> Tokenizer.load(folder.resolve("none")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("no such folder");
    }

    @Test
    void aSentencePieceFileAloneSaysHowToConvertIt() throws IOException {
        Files.writeString(folder.resolve("tokenizer.model"), "binary");
        assertRefused("tokenizer.model", "save_pretrained");
    }

    @Test
    void bytesThatAreNotUtf8AreAnError() throws IOException {
        Files.write(folder.resolve("tokenizer.json"), new byte[] {'{', (byte) 0xFF, '}'});
        assertRefused("tokenizer.json", "not UTF-8");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{'tokenizer_class':'BloomTokenizer'} # {'a':0} # a b # tokenizer_class is \"BloomTokenizer\"",
                "{} # {'a':0} # a b # tokenizer_class is \"\"",
                "{'tokenizer_class':'GPT2Tokenizer'} # {'a':0} # ab # line 1",
                "{'tokenizer_class':'GPT2Tokenizer'} # {'a':0} # a b c # line 1",
                "{'tokenizer_class':'GPT2Tokenizer'} # {'a':0} # a b # out of vocabulary",
                "{'tokenizer_class':'GPT2Tokenizer'} # [] # a b # must hold a JSON object",
                "{'tokenizer_class':'GPT2Tokenizer','add_bos_token':true} # {'a':0,'b':1,'ab':2} # a b # no bos_token",
                "{'tokenizer_class':'GPT2Tokenizer','added_tokens_decoder':{'x':{}}} # {'a':0,'b':1,'ab':2} # a b # keys are token ids",
                "{'tokenizer_class':'GPT2Tokenizer','added_tokens_decoder':{'9':{'content':'z'}}} # {'a':0,'b':1,'ab':2} # a b # has the id 9",
            })
    void brokenVocabularyAndMergesAreErrors(String config, String vocabulary, String merges, String message)
            throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), config.replace('\'', '"'));
        Files.writeString(folder.resolve("vocab.json"), vocabulary.replace('\'', '"'));
        Files.writeString(folder.resolve("merges.txt"), merges);
        assertRefused(folder.toString(), message);
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> Tokenizer.load(folder).close())
                .isInstanceOf(InputException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(words));
    }
}
